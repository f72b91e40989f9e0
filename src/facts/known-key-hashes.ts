// Written by scripts/import-known-keys.ts; do not edit.

/** SHA-256 of the DER SubjectPublicKeyInfo, and one public place of the private key: repository and path. */
export const knownKeyHashes: ReadonlyMap<string, string> = new Map([
  [
    "01252f9d773d12d1de0a15ac4c96d0bc938a27bd780c43018f863a94313f6912",
    "etcd-io/etcd: tests/manual/docker-static-ip/certs-metrics-proxy/server.key.insecure",
  ],
  ["024a7872c00bdb89d365b89bc6967cab25194c57669861e8359c5de54f474cac", "grpc/grpc-go: testdata/x509/client_with_spiffe_key.pem"],
  [
    "02f5995e447394d48bed7fb57dcd704b86aeb4eed3d0027dded8bdc91b0e2ace",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_trust_key.pem",
  ],
  [
    "032339dce1a9e5ba06e46a137889b21d8fb8c4bb7869c16cabfc06d4ddc64647",
    "etcd-io/etcd: integration/fixtures/server-wildcard.key.insecure",
  ],
  [
    "05813dba5b805e8f899894df6a8c6b1bff9a749647ca4d90e4117be9d53b2f80",
    "etcd-io/etcd: integration/fixtures/server-revoked.key.insecure",
  ],
  ["05bb743278e5cd34252c8dadd1aa74513906b8af0b1b4055d970e219a04c671e", "etcd-io/etcd: tests/fixtures/server-ipv6.key.insecure"],
  [
    "07dacb8ccbdd57d8df853ec926e55e6cd5bf2fc4f92a6ee49bb6299bfa48227c",
    "grpc/grpc-go: examples/features/advancedtls/creds/client_key.pem",
  ],
  ["080de301e0208393bf7eae3c2c1ab4a5e2eb71135933660683a52cbb84aec68b", "grpc/grpc-go: examples/data/x509/client_ca_key.pem"],
  [
    "0bb992057a569d16100f6ecfda6199f2ebbd428a9cf246f85f0c3133326dd381",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_trust_key.pem",
  ],
  [
    "0f6ab8f93cf7184c00918628eb0b1e52777794d9e31d4b778b7c9c4c2489250b",
    "etcd-io/etcd: integration/fixtures/server-revoked.key.insecure",
  ],
  [
    "107476343e9179e7434defdd7b599b5e873a5222e6f0011fac22a0c61fb0c823",
    "etcd-io/etcd: tests/manual/docker-dns/certs-san-dns/server-3.key.insecure",
  ],
  ["1364d34d402def45b91e17a826d5182ef405d806bfccac3a5a2a9cb29370dfbe", "grpc/grpc-go: testdata/x509/client2_key.pem"],
  [
    "14be332404a93569ed84dc290bc1e91c863c3e03a4a1d9d9a7dc40094e92c3c7",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_trust_key.pem",
  ],
  ["1506e1e3abe9bbdf95dc1159caede2791848ca098623e233eab4e0523da01a62", "etcd-io/etcd: tests/fixtures/server-ecdsa.key.insecure"],
  ["15960038749ad2e3ad3db6c02722f221e140031900e8dafa09ea56217af7117c", "etcd-io/etcd: tests/fixtures/server2.key.insecure"],
  [
    "1ae146f0552e686451979a1a5d93870e53469444b51466fc552c91fc1b6477fa",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_cert.key",
  ],
  [
    "1c832a17c707cdc534b01246bac8f74fd3bccdfc181ed9870ddffe0cacb4af32",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_malicious_client_trust_key.pem",
  ],
  [
    "1d6243406d4c3107aaedf2406df668dd1f889de033cc7ef07759f08dc35fb1ba",
    "etcd-io/etcd: tests/fixtures/server-wildcard.key.insecure",
  ],
  [
    "21b9045f059ae3f7eddb508b7cede976f64097894c659dc1066baca0381e3cb8",
    "grpc/grpc-go: testdata/spiffe_end2end/leaf_signed_by_intermediate.key",
  ],
  ["226acd9b52f5731987d46521bbe02fa88045f9eb0c4a262690022d23cbb5eef2", "golang/go: src/crypto/tls/example_test.go"],
  [
    "24007af9a23d0fe44c3f5d0971c3f4f481df1b71f70f37881dc003777a834bc0",
    "tikv/pd: tests/integrations/client/cert/pd-server-key.pem",
  ],
  ["26be8791d8fcde93fbd2bfd2751ef576d65e391e3f7b9d559f3a75998183c044", "golang/go: src/crypto/tls/handshake_test.go"],
  ["2d230042f7fc8456fee30461a8e4d4f64ae5f7d7e0718cfa26bd1eec0a5b72f4", "pingcap/tispark: config/cert/pem/client-pkcs8.key"],
  ["355ddb16b7640454dd0810efa30c0c67393e17c3e71d1a2de733353a7e6d3f78", "grpc/grpc-go: testdata/x509/server2_key.pem"],
  [
    "36d8eec387c52ed33e4fcd991da164da372adddc7a59693cc6d9c6dfe11e769d",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_cert.key",
  ],
  ["37477d1094ea527065d48e6549fbdf945c75649be9c9616038e4408a72e9a25f", "etcd-io/etcd: integration/fixtures/server.key.insecure"],
  ["38178f7be061280c1003160d32be00ea6598252135e2b219966ae550fbd69cda", "grpc/grpc-go: examples/data/x509/server_key.pem"],
  ["389f9ede520dbc33d2aebc489246ad89e221d1ec15f693c348c58b08219367aa", "golang/go: src/net/http/internal/testcert/testcert.go"],
  ["3975702e506a1a310bc7d03bf96f455d92d1fe99d0e2ba510f6392380cf7ca04", "grpc/grpc-go: testdata/spiffe_end2end/server.key"],
  [
    "3af7a4f8794f9e36fe49b7e4fcf9c5398265774ded4d2a56db0168d955fde9f1",
    "etcd-io/etcd: integration/fixtures/server-wildcard.key.insecure",
  ],
  [
    "3b52a6975a699f41b6db8f47d2533cc1df420115cd556c7aded02b2559710871",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_trust_key.pem",
  ],
  ["3cf60f2688dc7d374179e08775f975ff38d2afa000121d43e18d29f17fdd492b", "etcd-io/etcd: tests/fixtures/CommonName-root.key"],
  ["3d8d89ff76568150226df63d516036e7fe00ebad6280633c2e8a376604dac8c7", "etcd-io/etcd: tests/fixtures/server3.key.insecure"],
  ["3e299dc934c8f44c9e80cbfffa27ded5db9e63c765299c655d7d4907e81a971b", "tikv/pd: tests/integrations/client/cert/ca-key.pem"],
  [
    "3f85b94951e5424f5585ecc5e5c60aad97ecf6449306f24d483dddab79331657",
    "etcd-io/etcd: integration/fixtures/server-wildcard.key.insecure",
  ],
  ["401c13b84b980730114d37a311b765ca381891f78dd301258a4a790e448be6b5", "etcd-io/etcd: integration/fixtures/server3.key.insecure"],
  [
    "436291bac68609ce9d051b10f752f918f32872e914f066df3412cc951d6b187b",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_malicious_client_trust_key.pem",
  ],
  ["45ee529a99e9b0c7d379d8ac54ab0d8caf2442e1f1f32e64fdca963a47c960fd", "etcd-io/etcd: tests/fixtures/server-ip.key.insecure"],
  ["4b03da5383cda59c218088530e3cada16a3025b59305d9965214121a8cef68a9", "etcd-io/etcd: integration/fixtures/server.key.insecure"],
  ["4c51c1245580aa487c62d0051afce20180761c5257715ca2d566e07917a41fe3", "tikv/grpc-rs: tests-and-examples/certs/root.key"],
  ["4c768435d4e7584e0924a0b14912412610e5368e2261c9c80a834d88df01df27", "pingcap/tispark: config/cert/pem/root.key"],
  ["4e365202ad5ecf7f204c034646056a92e56c05227561d8b5869dbd1cf6fca104", "etcd-io/etcd: integration/fixtures/server2.key.insecure"],
  [
    "4ee18bf6ce8d8375390eac9cd958518597916d9b3f6163db1d1af835e8e1f37d",
    "etcd-io/etcd: tests/manual/docker-static-ip/certs/server.key.insecure",
  ],
  ["528d8890bfc5355bd7a6ee1004e5f4fe80b5f910a5859718f406d7972dad38bd", "pingcap/tispark: config/cert/pem/tidb.key"],
  [
    "52c3c572c85a8f754eaa2c4aba17f331fbebb6bce5702e9b97f87e0e53f98f30",
    "etcd-io/etcd: tests/manual/docker-dns/certs-gateway/server.key.insecure",
  ],
  ["540101906e8daff636d6cd4b16d3607921383c2aa511eebc4d49f3e58521f320", "golang/go: src/crypto/rsa/rsa_test.go"],
  ["5413f7b8b04394de85f2a48de5cc58854767be26785ebad0953089f780362f6f", "grpc/grpc-go: testdata/spiffe_end2end/ca.key"],
  ["587125d7590f83223c44c4a007c03db29ff255bd47c5f053bd8b118bfe790f39", "golang/go: src/crypto/rsa/rsa_test.go"],
  [
    "58b36188cdb99d597c9c0ea1f0196e79f636409c16befd6c4ff366c941f18f89",
    "etcd-io/etcd: tests/fixtures/server-wildcard.key.insecure",
  ],
  ["599624fab957acc476e5a9fa71eba590c6b918ed14b26b37d47cb7e0ca37dcc9", "tikv/tikv: components/test_util/data/key.pem"],
  ["5d2c9394e69d9116f52dd7d665698f7672c54089001d1bf8e094c96a8d6ec345", "golang/go: src/crypto/rsa/rsa_test.go"],
  [
    "5ffb1e31f1050f853f06a1419095d7674e4ed6e7bb31c57cfc9276e3319eea48",
    "etcd-io/etcd: tests/manual/docker-dns/certs-san-dns/server-1.key.insecure",
  ],
  [
    "60c95ac82afe19f69fcf5d26726fcd7ccca890b8322dbeb88f9da2f2b396f364",
    "etcd-io/etcd: integration/fixtures/server-ecdsa.key.insecure",
  ],
  ["6273baf5a56ed290c5a21b2983d2bcd4a7ce907e059c25434071986dcca6bb46", "etcd-io/etcd: tests/fixtures/server2.key.insecure"],
  [
    "6289866c61021fcd9401ef46aaee1258e8e5b40f8a7261cf27f0744f1b1dee2d",
    "etcd-io/etcd: tests/fixtures/server-serverusage.key.insecure",
  ],
  [
    "64142de75b0326397c58c1e6894eb44b9af63d5e50cf7005dc40614fb34adcc2",
    "tikv/pd: tests/integrations/client/cert-expired/pd-server-key.pem",
  ],
  [
    "6664ab55a68482ba120d74ed72a7c4c37c014dbb72e4c060c1f7319e39891364",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_cert.key",
  ],
  [
    "67decd2df706f3bdbfaaeeb55c45c3d307f7afdf097e6e393640cb8f4637e510",
    "etcd-io/etcd: tests/manual/docker-dns/certs-common-name-auth/server.key.insecure",
  ],
  ["686001c4ef4e9210c1d26cffc1b340043f6b5ca6d7e08fa8a8fd1b5defa982e4", "pingcap/tispark: config/cert/pem/pd.key"],
  [
    "6894cf1bb65b11106401094088184673629644cadf138898d7f9f200aa9ffbb6",
    "etcd-io/etcd: tests/manual/docker-dns/certs-wildcard/server.key.insecure",
  ],
  [
    "69712c61b92bf66a8ef5d59e62c4ac1cb8844c69cb8db986a8b37477befc3d0c",
    "grpc/grpc-go: security/advancedtls/testdata/server_key_3.pem",
  ],
  [
    "6f4397c051a520effb5313dd1fdad0441434cac0a22b89c614e9d8a4ae28ac1d",
    "etcd-io/etcd: tests/manual/docker-dns/certs-san-dns/server-2.key.insecure",
  ],
  [
    "73d818a021325ca66bd55f50b6b47f64c7d7b8408f2e5b2aaf2e8fc302c41364",
    "etcd-io/etcd: integration/fixtures/server-ecdsa.key.insecure",
  ],
  ["74484a1885d9005ff50f336d4e6f2cd354f929b0df4c964c36ae8b6f1b31f273", "etcd-io/etcd: tests/fixtures/ed25519-private-key.pem"],
  ["7561afc4479a08265bf0cde9835e3ebaa99846223d6a7c544c04b30299168645", "etcd-io/etcd: tests/fixtures/server-ipv6.key.insecure"],
  ["76a40ff8b96916f035544e3262130c75dbade42f419b89e8c3445836bc644bf0", "golang/go: src/crypto/tls/handshake_test.go"],
  ["77c013569a20543277d47d8ce82dc714c266df7e5c7704574d22fe5f71c5a4cf", "golang/go: src/crypto/rsa/rsa_test.go"],
  ["7989522d0b0789d02b0d500e89cc8f8e9fdf430616f5aa16fbb3c98a8fe23c4f", "grpc/grpc-go: testdata/x509/client_ca_key.pem"],
  [
    "79a2cd687bcab96d4cd3482a57ec5cd75d075db4922edf2c275e1853373b31a8",
    "grpc/grpc-go: security/advancedtls/testdata/client_trust_key_2.pem",
  ],
  [
    "79e5b7ff5ed23a47b14b4cfd5ea7169f52e57661ab7aae2b48b91065a2ee83c6",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_cert.key",
  ],
  [
    "7ae4dbe034a4da5d14efc15980e9debcb8a91a6589104fc2f4ae66fd950e18be",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_trust_key.pem",
  ],
  ["7bc5547890c3425c52f07a5a1b776207281c36b4aebe42a01df85f8120f943e5", "etcd-io/etcd: tests/fixtures/server.key.insecure"],
  [
    "7fa9faf1e3a7e522386da03803a4b0b5c74a1bf57654dc687e7640f624c3d559",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_trust_key.pem",
  ],
  ["80f9f3d524d60d78bd24e2466b71cafb38fba66d3b6f61008e650224738ad59c", "tikv/grpc-rs: proto/data/server1.key"],
  [
    "813b7772a21dcd5985d96b54e5f0e8ef9b374eececd9d887ab2825a699055b0f",
    "grpc/grpc-go: testdata/spiffe_end2end/leaf_signed_by_intermediate.key",
  ],
  [
    "8307d2086d0bc8cb5f921d8ad01b092a93800e3c8bba33ca71069744899724a5",
    "grpc/grpc-go: security/advancedtls/testdata/client_key_1.pem",
  ],
  ["843e9848fda589c4852209bd4b71ab641e0ca2606d16b5ea8680613e705c57e3", "pingcap/tiflow: sync_diff_inspector/tests/conf/tidb.key"],
  [
    "853fbe0ea31b771d2cea042beff5fb67ae4baabd5e73744d6be169efb4fe8db4",
    "grpc/grpc-go: security/advancedtls/testdata/server_key_2.pem",
  ],
  ["8758df7b04d35d92a3ab853e01030db451478296118eea6c20109d007184977a", "pingcap/tiflow: dm/tests/openapi/tls_conf/tidb.key"],
  ["886e6a5164b514cffad400b6f743278cce86b69c33aea86a78d3ea816ce186f4", "etcd-io/etcd: integration/fixtures/server3.key.insecure"],
  [
    "88d21592bd10d4429df6149b93bb14bdee207aecaab75a7b2425d07b782ac0b4",
    "etcd-io/etcd: integration/fixtures/server-ip.key.insecure",
  ],
  [
    "8917bd2291b53146a8dd31c366bb867cd54787fb89b8dce2ee2cdbda06fbbb5d",
    "etcd-io/etcd: tests/fixtures/server-revoked.key.insecure",
  ],
  ["8bbd7d523e34c51d1050fa1385f9805eb9796d8db830afd8a9fb6f4d54039421", "pingcap/tispark: config/cert/pem/tikv.key"],
  [
    "8e1f3425d5cfaa4f39000771f996597211edfbcb2f311246294cb845e692f603",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_cert.key",
  ],
  [
    "8eee974b38e1d2598c9a519c921b644bb7aaee48e28354a63bfc0382138a102e",
    "pingcap/tiflow: pkg/httputil/_certificates/server-key.pem",
  ],
  ["8fb6bad671cfe698393c453357da61b56d757ab8c0f3fb9c87f2849e63131878", "golang/go: src/crypto/rsa/example_test.go"],
  [
    "91ba10eb597b0fe677368fac891e9f24e5772036825535e3bd4e393fb02e9491",
    "tikv/pd: tests/integrations/client/cert-expired/ca-key.pem",
  ],
  [
    "93a742e223d68806e56729301793010e48ecff36cb5822ba61d481c186dbdeec",
    "etcd-io/etcd: tests/fixtures/client-clientusage.key.insecure",
  ],
  ["97814711f3e00266aaba86066a7ff26592284fa3a2eb1a6ea71eeb4bac24b030", "grpc/grpc-go: testdata/x509/spiffe_key.pem"],
  ["994fdeaa20d7b3d708031a7d53ca148dd6785cf9a455b79654623fd0670dbce8", "etcd-io/etcd: integration/fixtures/server.key.insecure"],
  ["9a9e5b0f404f4e2d4386e38b04ac91e535946dc2a7f8d84a31404b476e5c35e1", "golang/go: src/crypto/x509/x509_test_import.go"],
  [
    "9b715b418a6f415a4e11dfe1c3becb5a7454dc14f6f9e84c6c0638760779af82",
    "etcd-io/etcd: tests/manual/docker-dns-srv/certs/server.key.insecure",
  ],
  ["9b89e969501911de4e6fc92e6c986f3ff5a917bb0f99156582422ffd6aead001", "tikv/grpc-rs: tests-and-examples/certs/client1.key"],
  ["9e14505fcbac9c930cbd6fd1ab145f6773ab5aa7543c112ddb5ec9191cb042e5", "grpc/grpc-go: testdata/x509/multiple_uri_key.pem"],
  [
    "9e8ed260a1da434d14c2c117110b581f5c091c27e31806a3d3afb4de875792cd",
    "grpc/grpc-go: examples/features/advancedtls/creds/ca_key.pem",
  ],
  ["a0cf6f00c4f38149812fb1cec81c3e658414c1a0fcf5b344eb37324ced340886", "grpc/grpc-go: testdata/spiffe_end2end/server.key"],
  ["a3cb10600b972b57fe2cf07a98486332da8f315ece02755a0f61e7e2299b778b", "etcd-io/etcd: integration/fixtures/server2.key.insecure"],
  ["a42028c9dca37d65f56b95c8acd22e8fb1a7915ef5d5cb988361c6cc53e01bb1", "etcd-io/etcd: tests/fixtures/server-ecdsa.key.insecure"],
  ["a7abd6eb1f96727c626fe7b53a3fcde4b92b4b092bdf1b8ff22fda3c66a75974", "etcd-io/etcd: tests/fixtures/server3.key.insecure"],
  ["a8e0ef11099be868c6096954e93087f6d1b73305998b103989318160f1d8dc7a", "etcd-io/etcd: tests/fixtures/client-nocn.key.insecure"],
  ["a966992050beefe356dd2219c30595377e991748f14dbb4e0c24935e15721a3c", "golang/go: src/crypto/rsa/rsa_test.go"],
  [
    "ab451bd6795841b48a3f1951bf3fd9ad84aa22de7c485d2bc61700d41c418281",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_trust_key.pem",
  ],
  ["ad5b0c4f65fbf0fff46b21a2dd838d9fe80b2c34e6c94e7c3e126a5bf468cf2c", "pingcap/tiflow: dm/tests/tls/conf/other.key"],
  ["b2826a5439e55ac291fc97314e5f1beadb7aa77982a0f6c741975544000b2188", "golang/go: src/crypto/rsa/rsa_test.go"],
  [
    "b4ba34fe1a7a87678ab8fdf74357e987dd4a02d631078b8b319a448423c22765",
    "etcd-io/etcd: tests/integration/fixtures-expired/server-ip.key.insecure",
  ],
  [
    "b558dc64c9cd74fd9c39a332fd808f8303e08fdecb4efa6edc653ed28fc8c045",
    "grpc/grpc-go: security/advancedtls/testdata/client_key_2.pem",
  ],
  ["b59456a6e8c0855ac348e1c0233dbfacff27c98064d10f61051870b6a9de637b", "etcd-io/etcd: tests/fixtures/client-nocn.key.insecure"],
  ["b6e416fac5a5c3bcdbc7119688157206d8edf666d4f618b35f65847ef588ed13", "tikv/grpc-rs: tests-and-examples/certs/server2.key"],
  [
    "b82fd8cd7dc4d5c54883e6a1eda07b826bc332247e968387da682bc5574cca6c",
    "pingcap/tiflow: pkg/httputil/_certificates/client-key.pem",
  ],
  [
    "ba83b53b1fe7ad187af1961aa074260d1110bcf1d274586893388314afcb9f1a",
    "grpc/grpc-go: testdata/spiffe_end2end/intermediate_ca.key",
  ],
  ["bb6079cff7cb3e961c0eca457dccfc23ea576b0eefd169fe9a608ad0558cd7d8", "grpc/grpc-go: examples/data/x509/client_key.pem"],
  [
    "bb6790281b457f24b8d304fe93262d9ce8da666f9c61fe1263d6459a97abefb2",
    "etcd-io/etcd: tests/manual/docker-dns/certs-common-name-multi/server-1.key.insecure",
  ],
  ["bbb3a427090d44d741d44bf7171a179dd4c9a7fdac3a2e649f2f6fa0488aadc9", "golang/go: src/crypto/tls/handshake_server_test.go"],
  ["bf316d88c4133650ca6e3e209ed5357dde07a025679033aab3746a8f7e929a81", "grpc/grpc-go: testdata/spiffe_end2end/ca.key"],
  [
    "c14ba17d31caa82f9ea52289d38bf93d836216a042584a41540820b75bf28627",
    "etcd-io/etcd: integration/fixtures/server-ip.key.insecure",
  ],
  ["c1b28474c4ed0f4430ee0b3a01ce3b956442e824c3fc327dda51d50aaabd2e5d", "etcd-io/etcd: pkg/proxy/fixtures/server.key.insecure"],
  ["c31febf30b5236e0799f855ef4ace7a79f5dd278fe81ee3d805d0fd9c9aa4f00", "grpc/grpc-go: testdata/spiffe_end2end/client.key"],
  ["c36f2b4f37a5bfabca50ab8f9dc943b6c1635bfbedf0d52c992a8db8577473de", "grpc/grpc-go: testdata/x509/client1_key.pem"],
  [
    "c4ec14f544aa03ed472dfa913d706e72b893d14dc931ef0c525725663cafed2f",
    "grpc/grpc-go: security/advancedtls/testdata/server_trust_key_1.pem",
  ],
  [
    "c572ee45dc72a0e6a3534c345f6c69a9140b44b30a4a7120eaf5fbdc5c32b43b",
    "grpc/grpc-go: security/advancedtls/testdata/another_client_key_1.pem",
  ],
  ["c5f58a1a4f51091e3e10a97da6363b0a5a7f8084dee04d5975896736a262c595", "tikv/pd: tests/integrations/client/cert/client-key.pem"],
  [
    "c6fe93244d6283f19999eb384244af87f2211fb8d98409a372b6cc003b4e5fbf",
    "tikv/pd: tests/integrations/client/cert-expired/client-key.pem",
  ],
  ["c7a7c73c2461c7d4213ddcaec2ff3a6a1f29cd988b94dec5b9033df651d96bb5", "tikv/grpc-rs: tests-and-examples/certs/server1.key"],
  [
    "ca222fcb29b17d16d50a7016803db3a5d1e42d6c855f8bb2f4fc45742d732b4b",
    "etcd-io/etcd: integration/fixtures/server-ip.key.insecure",
  ],
  [
    "cb15126db146afebc29e29fdf65d8c7c4d2de7b7172fabc2d598df6249cc5324",
    "etcd-io/etcd: tests/manual/docker-dns/certs-common-name-multi/server-3.key.insecure",
  ],
  [
    "cc5a87a0f01543546e4f595961a35f09dfa6cf64448f143dffa8b3ccde8d0f6b",
    "grpc/grpc-go: security/advancedtls/testdata/server_trust_key_2.pem",
  ],
  [
    "ccd0bd54be7c2f073849f89e481faffa5024c95057aa3a7c310f62826127698a",
    "etcd-io/etcd: integration/fixtures/server-ipv6.key.insecure",
  ],
  ["cddee030f20092e1c8adc119c7412f62136a5339c0fc07e0b5fa7fd74509bee9", "etcd-io/etcd: tests/fixtures/server-ip.key.insecure"],
  ["ce3aa306f6b578932664a6ef81bead27247efec825737b4b4cf1c5676c099e8f", "golang/go: src/crypto/tls/tls_test.go"],
  [
    "cf5e47b50cc8ecfa023ff89f4a6c1f53570a9ca6a33695ddaeddde1114eeeaa9",
    "etcd-io/etcd: tests/fixtures/server-revoked.key.insecure",
  ],
  ["cfb9f4eb10d03eb9d78b14befd8255537511bab138b608298f090e109733ff44", "etcd-io/etcd: tests/fixtures/server.key.insecure"],
  [
    "d241ac3f55baf05bf943d09a47def7c0b192ebc9fce284be7e5c9a25e376b0bf",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_cert.key",
  ],
  [
    "d291b79f5898570749eaf1075b7dbb7e2243bab0b9ed77df56c3a756dabb4d87",
    "etcd-io/etcd: tests/manual/docker-dns/certs-common-name-multi/server-2.key.insecure",
  ],
  ["d2a0a5612abf0fcf20679306947b7c7f9438d9cb1e0145a0e94f8ef7996f59a8", "etcd-io/etcd: integration/fixtures/server.key.insecure"],
  [
    "d4574cbe8bd17db2ebc1784396a979b777067b8398f7dbdc9e26c010eb146ef0",
    "grpc/grpc-go: security/advancedtls/testdata/client_trust_key_1.pem",
  ],
  [
    "d4eb5262125578ee031a0ae436fe24de3920ffe24f5023a9af7a84c54abab074",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_malicious_client_trust_key.pem",
  ],
  ["d77dbda858229110fd3037043ca310855a9381d0c5283fccda3d975f7dd2d8c5", "grpc/grpc-go: examples/data/x509/ca_key.pem"],
  [
    "d781b70a7f0ee36fa872eb4a360e5fd934f347823d024528a117a688f8a17a40",
    "pingcap/tiflow: sync_diff_inspector/tests/conf/client.key",
  ],
  ["d8b1d52d113b01ed09e888077cb581a58ce3cca70adb6b196dcf487f221a0afd", "grpc/grpc-go: testdata/x509/server_ca_key.pem"],
  ["d8e5c1148c31ab04e443449490e2e0915ae7d49abf9e2337ca60b0f08d96e5a8", "grpc/grpc-go: testdata/spiffe_end2end/client.key"],
  [
    "dbb3664cdff33e1f529497c8bc91c3389a0232011ae4aeec8bbcfe712fadc7e9",
    "grpc/grpc-go: security/advancedtls/testdata/server_key_localhost_1.pem",
  ],
  [
    "dc6e020e53e066397392e1cbc46c20c2b5ff74ec6af20ded82296d44a2715194",
    "grpc/grpc-go: examples/features/advancedtls/creds/server_key.pem",
  ],
  ["ddbf71c3174a7d363fb0dc1333bbfbf160d289e57bb12adbaa2515ef010f8b0d", "etcd-io/etcd: integration/fixtures/server2.key.insecure"],
  ["de600bb9cc846f37396da95d77456c7d459a5f2111b4d5d5dc7476a3e5fe457d", "golang/go: src/crypto/rsa/rsa_test.go"],
  [
    "dea8e111acd3ca1bd2fe45515202a7fbd12b8c6ff5967fa4d35bd87068f4209e",
    "etcd-io/etcd: integration/fixtures/server-ecdsa.key.insecure",
  ],
  ["e099b78ddedbcdb929e75c44473477d562dee820afa3292c582832cd57a8b41e", "grpc/grpc-go: testdata/x509/server1_key.pem"],
  [
    "e0cd6460605fb818fb84316d0c936ec922103241f20e94f1cf5b9fa03313bf75",
    "etcd-io/etcd: integration/fixtures/server-revoked.key.insecure",
  ],
  ["e156fa5bb9673db29989c7bfd2faedda7df13f221df0a203b5701862a2b85757", "golang/go: src/crypto/tls/tls_test.go"],
  [
    "e56447c310df61e57d8db4d8f787d15d75f969605e7fa89e26adb54266f60c45",
    "grpc/grpc-go: testdata/spiffe_end2end/intermediate_ca.key",
  ],
  ["e7c98a2e73e33d7de4216988d748b814cded1b9b9b73b7ea83eadfc99a8d827d", "golang/go: src/crypto/x509/x509_test.go"],
  [
    "e8a544f0d65c107f8eb75f25995d14554331b5391d593933752612f385c27120",
    "etcd-io/etcd: tests/manual/docker-dns/certs/server.key.insecure",
  ],
  ["e97178009fc19e705c9257bae47fc004100da041363792d493098ac7fea922e9", "golang/go: src/crypto/tls/handshake_test.go"],
  [
    "ea3fb3f37f54f6b5a51f9811d7dbbf2911c8cec44f64d3009a42ed82ad50ac2e",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_cert.key",
  ],
  [
    "eaf6384f6355f12665cf29ad14c4a82949f69f59836db69540fb52fbb4abdaf4",
    "grpc/grpc-go: security/advancedtls/testdata/server_key_1.pem",
  ],
  [
    "eb66d8f0338bebb2418d1a4e79e910dceac1bee4065a80c4d604c76c4dad6e03",
    "etcd-io/etcd: tests/manual/docker-dns-srv/certs-wildcard/server.key.insecure",
  ],
  [
    "f2c1786fc5603b1e5a975644e0ebb9584bb36859977026d2a17224aafc106720",
    "etcd-io/etcd: tests/docker-dns-srv/certs/server.key.insecure",
  ],
  ["f53153d1ba8bd8f50c2ff129fc5120266377386c6966c1c2600ebc0d7542109e", "tikv/grpc-rs: proto/data/server1.key"],
  [
    "f99c0a0363a2d05d9d067f7bc747588f62a0888c7eff3ee726b0425fbd9bd801",
    "etcd-io/etcd: tests/integration/fixtures-expired/server.key.insecure",
  ],
  [
    "fabc704936d58187500b16e1cc65cdf54c42cfa510031657bd7ed9fdf6505a58",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_cert.key",
  ],
  [
    "face5633bcb3eb775f305575288a859f3afce07fa40ca5b94a108e07b3f551a4",
    "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_trust_key.pem",
  ],
  ["fc7575b99276181ddc2ceded6d0c4a423b025ae39a0a1f94363dd2545f0331a4", "golang/go: src/crypto/x509/platform_root_key.pem"],
  [
    "fed33f73dfa91af8a5be03c3237a9533934002ade26cd9253273db4f2bdd4709",
    "etcd-io/etcd: tests/manual/docker-dns-srv/certs-gateway/server.key.insecure",
  ],
  ["ffb04b41bf14ff10b03576a89f7df673e814f98db3e6f3f23cbdf687b1385d52", "pingcap/tiflow: dm/master/tls_for_test/dm.key"],
]);
