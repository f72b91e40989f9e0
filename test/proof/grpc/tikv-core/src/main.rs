//! The same questions and answers as ../peer.py, on the very crates that TiKV is made of.

use std::collections::HashMap;
use std::ffi::CString;
use std::io::{self, BufRead, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use base64::prelude::{Engine, BASE64_STANDARD};
use grpcio::*;
use serde_json::{json, Value};

const METHOD: &str = "/grpc.health.v1.Health/Check";
const SERVING: &[u8] = b"\x08\x01";
const PATIENCE: Duration = Duration::from_secs(15);

/// gRPC core's log, until it is asked for.
struct Lines {
    text: Mutex<String>,
    more: Condvar,
}

static LINES: Lines = Lines { text: Mutex::new(String::new()), more: Condvar::new() };

impl log::Log for Lines {
    fn enabled(&self, _: &log::Metadata) -> bool {
        true
    }
    fn log(&self, record: &log::Record) {
        self.text.lock().unwrap().push_str(&format!("{}\n", record.args()));
        self.more.notify_all();
    }
    fn flush(&self) {}
}

fn read_log(until: Option<&str>) -> Vec<String> {
    let end = Instant::now() + PATIENCE;
    let mut text = LINES.text.lock().unwrap();
    while until.is_some_and(|wanted| !text.contains(wanted)) && Instant::now() < end {
        text = LINES.more.wait_timeout(text, Duration::from_millis(100)).unwrap().0;
    }
    std::mem::take(&mut *text).lines().map(str::to_owned).collect()
}

/// CA, certificate and key; None for one that is not set.
fn files(question: &Value) -> [Option<Vec<u8>>; 3] {
    ["ca", "cert", "key"].map(|name| question[name].as_str().map(|text| BASE64_STANDARD.decode(text).unwrap()))
}

fn entries(question: &Value, key: &str) -> Vec<String> {
    let list = question[key].as_array().cloned().unwrap_or_default();
    list.iter().filter_map(|entry| entry.as_str().map(str::to_owned)).collect()
}

/// tikv: components/security/src/lib.rs, Fetcher: new credentials once, then only when the certificate file changes.
struct Fetcher {
    files: [Vec<u8>; 3],
    is_done: AtomicBool,
}

impl ServerCredentialsFetcher for Fetcher {
    fn fetch(&self) -> std::result::Result<Option<ServerCredentialsBuilder>, Box<dyn std::error::Error>> {
        if self.is_done.swap(true, Ordering::SeqCst) {
            return Ok(None);
        }
        let [ca, cert, key] = self.files.clone();
        let request = CertificateRequestType::RequestAndRequireClientCertificateAndVerify;
        Ok(Some(ServerCredentialsBuilder::new().root_cert(ca, request).add_cert(cert, key)))
    }
}

/// tikv: components/security/src/lib.rs, CnChecker and match_peer_names.
#[derive(Clone)]
struct NameChecker {
    allowed_cn: Vec<String>,
    allowed_san: Vec<String>,
    substring: bool,
}

impl NameChecker {
    fn is_in(&self, list: &[String], names: &[String]) -> bool {
        let fits = |entry: &String, name: &String| if self.substring { name.contains(entry.as_str()) } else { name == entry };
        list.iter().any(|entry| names.iter().any(|name| fits(entry, name)))
    }
}

impl ServerChecker for NameChecker {
    fn check(&mut self, ctx: &RpcContext) -> CheckResult {
        let (mut cn, mut sans) = (None, Vec::new());
        if let Some(peer) = ctx.auth_context() {
            for property in peer.into_iter() {
                let value = property.value_str().unwrap_or("").to_owned();
                match property.name() {
                    "x509_common_name" => cn = cn.or(Some(value)),
                    "x509_subject_alternative_name" => sans.push(value),
                    _ => {}
                }
            }
        }
        let cn = cn.unwrap_or_default();
        let refused = |text: String| CheckResult::Abort(RpcStatus::with_message(RpcStatusCode::UNAUTHENTICATED, text));
        if !self.allowed_cn.is_empty() && !self.is_in(&self.allowed_cn, &[cn.clone()]) {
            return refused(format!("Common name check fail, reason: x509_common_name from peer is {cn}"));
        }
        if !self.allowed_san.is_empty() && !self.is_in(&self.allowed_san, &sans) {
            return refused("SAN check fail".into());
        }
        CheckResult::Continue
    }
    fn box_clone(&self) -> Box<dyn ServerChecker> {
        Box::new(self.clone())
    }
}

fn write_bytes(bytes: &Vec<u8>, buffer: &mut GrpcSlice) -> Result<()> {
    *buffer = GrpcSlice::from(bytes.clone());
    Ok(())
}

fn read_bytes(mut reader: MessageReader) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut reader, &mut bytes).map_err(|error| Error::Codec(Box::new(error)))?;
    Ok(bytes)
}

const CHECK: Method<Vec<u8>, Vec<u8>> = Method {
    ty: MethodType::Unary,
    name: METHOD,
    req_mar: Marshaller { ser: write_bytes, de: read_bytes },
    resp_mar: Marshaller { ser: write_bytes, de: read_bytes },
};

struct Peers {
    environment: Arc<Environment>,
    servers: HashMap<u16, Server>,
}

impl Peers {
    /// tikv: components/security/src/lib.rs, SecurityManager::bind.
    fn serve(&mut self, question: &Value) -> Value {
        let service = ServiceBuilder::new()
            .add_unary_handler(&CHECK, |ctx, _, sink| {
                let answer = sink.success(SERVING.to_vec());
                ctx.spawn(async move { drop(answer.await) });
            })
            .build();
        let builder = ServerBuilder::new(self.environment.clone())
            .channel_args(ChannelBuilder::new(self.environment.clone()).reuse_port(false).build_args())
            .register_service(service);
        let bound = match files(question) {
            [None, None, None] => builder.bind("127.0.0.1", 0),
            [Some(ca), Some(cert), Some(key)] => {
                let checker = NameChecker {
                    allowed_cn: entries(question, "allowedCn"),
                    allowed_san: entries(question, "allowedSan"),
                    substring: question["matching"] == "substring",
                };
                let fetcher = Fetcher { files: [ca, cert, key], is_done: AtomicBool::new(false) };
                let request = CertificateRequestType::RequestAndRequireClientCertificateAndVerify;
                builder.bind_with_fetcher("127.0.0.1", 0, Box::new(fetcher), request).add_checker(checker)
            }
            _ => return json!({"refused": ["ca, cert and private key should be all configured."]}),
        };
        match bound.build() {
            Ok(mut server) => {
                server.start();
                let port = server.bind_addrs().next().map(|(_, port)| port).unwrap_or(0);
                self.servers.insert(port, server);
                json!({"port": port})
            }
            Err(error) => {
                let mut lines = read_log(None);
                lines.push(error.to_string());
                json!({"refused": lines})
            }
        }
    }

    fn stop(&mut self, question: &Value) -> Value {
        if let Some(mut server) = question["port"].as_u64().and_then(|port| self.servers.remove(&(port as u16))) {
            let done = server.shutdown();
            server.cancel_all_calls();
            drop(block_on(done));
        }
        json!({"log": read_log(None)})
    }

    /// tikv: components/security/src/lib.rs, SecurityManager::connect.
    fn dial(&self, question: &Value) -> Value {
        let text = |key: &str| question[key].as_str().unwrap_or("").to_owned();
        let c_string = |text: &str| CString::new(text).unwrap();
        let builder = ChannelBuilder::new(self.environment.clone())
            .use_local_subchannel_pool(true)
            .initial_reconnect_backoff(Duration::from_secs(60))
            .raw_cfg_string(c_string("grpc.http_proxy"), c_string(&text("proxy")));
        let channel = match files(question) {
            [None, _, _] => builder.connect(&text("target")),
            all => {
                // `load_certs().unwrap_or_default()`: three files or three empty texts.
                let [ca, cert, key] = if all.iter().all(Option::is_some) { all.map(Option::unwrap) } else { [vec![], vec![], vec![]] };
                builder.secure_connect(&text("target"), ChannelCredentialsBuilder::new().root_cert(ca).cert(cert, key).build())
            }
        };
        let client = Client::new(channel);
        let (code, details) = match client.unary_call(&CHECK, &vec![], CallOption::default().timeout(PATIENCE)) {
            Ok(answer) if answer == SERVING => ("OK".to_owned(), String::new()),
            Ok(_) => ("NO_ANSWER".to_owned(), String::new()),
            Err(Error::RpcFailure(status)) => (name_of(status.code()), status.message().to_owned()),
            Err(error) => ("NO_CALL".to_owned(), error.to_string()),
        };
        json!({"code": code, "details": details, "log": read_log(None)})
    }
}

fn name_of(code: RpcStatusCode) -> String {
    match code {
        RpcStatusCode::UNAUTHENTICATED => "UNAUTHENTICATED".into(),
        RpcStatusCode::UNAVAILABLE => "UNAVAILABLE".into(),
        other => other.to_string(),
    }
}

fn block_on<T>(future: impl std::future::Future<Output = T>) -> T {
    struct Waker(std::thread::Thread);
    impl std::task::Wake for Waker {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = std::task::Waker::from(Arc::new(Waker(std::thread::current())));
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut std::task::Context::from_waker(&waker)) {
            std::task::Poll::Ready(value) => return value,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}

fn main() {
    log::set_logger(&LINES).unwrap();
    log::set_max_level(log::LevelFilter::Info);
    redirect_log();
    let mut peers = Peers { environment: Arc::new(EnvBuilder::new().cq_count(1).build()), servers: HashMap::new() };
    for line in io::stdin().lock().lines() {
        let question: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let answer = match question["op"].as_str().unwrap() {
            "version" => json!({"version": "grpcio 0.10.4"}),
            "serve" => peers.serve(&question),
            "stop" => peers.stop(&question),
            "dial" => peers.dial(&question),
            "log" => json!({"log": read_log(question["until"].as_str())}),
            other => panic!("no such question: {other}"),
        };
        println!("{answer}");
        io::stdout().flush().unwrap();
    }
    // Nothing is left to wait for: whoever asked is gone.
    std::process::exit(0);
}
