// 63a4c3ff8c94895f6475e1369c82b350253c25249bb8788b7e6da35092664882
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_config = require("./config.js");
const require_engine = require("./engine.js");

// src/schemas/generated/policy.ts
const validate = validate21;
const schema6 = {
	"$schema": "http://json-schema.org/draft-07/schema#",
	"$id": "https://json.schemastore.org/tikv-tls-gate-policy.json",
	"title": "A policy of tikv-tls-gate",
	"type": "object",
	"additionalProperties": false,
	"required": ["name", "rules"],
	"properties": {
		"$schema": { "type": "string" },
		"name": {
			"description": "What reports call it.",
			"type": "string",
			"pattern": "\\S"
		},
		"description": {
			"description": "What it is for, in one sentence.",
			"type": "string"
		},
		"extends": {
			"description": "A bundled policy (baseline, strict, pci-dss-4, tiup) or a policy file of the repository.",
			"type": "string"
		},
		"sections": {
			"description": "Sections of the report beside the findings.",
			"type": "array",
			"items": { "enum": ["cryptographic-inventory"] }
		},
		"waivers": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "max-days": {
				"description": "How many days a waiver may reach ahead.",
				"type": "integer",
				"minimum": 1
			} }
		},
		"rules": {
			"description": "What each rule is worth. A rule that neither this policy nor what it extends names is off.",
			"type": "object",
			"propertyNames": { "enum": [
				"cert/ca-as-leaf",
				"cert/client-usage-missing",
				"cert/expired",
				"cert/expires-soon",
				"cert/known-key",
				"cert/not-a-ca",
				"cert/not-yet-valid",
				"cert/path-length",
				"cert/san-mismatch",
				"cert/san-missing",
				"cert/self-signed",
				"cert/serial",
				"cert/server-usage-missing",
				"cert/shared",
				"cert/unreadable",
				"cert/unsupported",
				"cert/validity-too-long",
				"cert/weak-key",
				"cert/weak-signature",
				"cert/wildcard",
				"config/address-invalid",
				"config/allow-list-loose",
				"config/allow-list-missing",
				"config/allow-list-single",
				"config/allow-list-version",
				"config/cipher-setting-ignored",
				"config/client-certificate-not-required",
				"config/dashboard-tls-incomplete",
				"config/endpoint-scheme",
				"config/https-without-certificate",
				"config/key-ambiguous",
				"config/kms-plaintext",
				"config/metrics-plaintext",
				"config/object-storage-plaintext",
				"config/overridden",
				"config/path-not-found",
				"config/path-relative",
				"config/path-same-file",
				"config/plaintext-url",
				"config/receiver-plaintext",
				"config/scheme-mismatch",
				"config/secret-inline",
				"config/status-address-exposed",
				"config/status-anonymous",
				"config/syntax",
				"config/template",
				"config/tls-incomplete",
				"config/tls-off",
				"config/unknown-key",
				"config/wrong-type",
				"deploy/certificate-request",
				"deploy/certificate-unused",
				"deploy/duplicate-object",
				"deploy/insecure-client",
				"deploy/managed-setting",
				"deploy/secret-not-issued",
				"deploy/setting-dropped",
				"deploy/tls-flag-differs",
				"env/ca-shared",
				"env/certificate-profile-differs",
				"env/component-missing",
				"env/identity-shared",
				"env/instances-differ",
				"env/posture-differs",
				"env/setting-differs",
				"handshake/anonymous-accepted",
				"handshake/differs",
				"handshake/failed",
				"handshake/name-accepted",
				"handshake/plaintext-accepted",
				"handshake/untrusted-accepted",
				"handshake/weak-cipher",
				"handshake/weak-protocol",
				"key/committed",
				"key/committed-encrypted",
				"key/mismatch",
				"key/permissions",
				"key/weak",
				"policy/base-missing",
				"policy/changed",
				"policy/config-stale",
				"policy/not-seen",
				"policy/unreadable",
				"policy/waiver-expired",
				"policy/waiver-expires-soon",
				"policy/waiver-invalid",
				"policy/waiver-unused",
				"rollout/downgrade",
				"rollout/full-stop",
				"rollout/not-reloaded",
				"rollout/restart",
				"rollout/split",
				"trust/ca-bundle",
				"trust/ca-key-committed",
				"trust/ca-mismatch",
				"trust/chain-incomplete",
				"trust/handshake-fails",
				"trust/locked-out",
				"trust/public-ca",
				"trust/self-refused",
				"trust/untrusted"
			] },
			"properties": {
				"cert/expires-soon": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"parameters": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "days": {
								"type": "integer",
								"minimum": 0,
								"description": "A certificate with fewer whole days left than this (UTC) is a finding."
							} }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/cert~1expires-soon%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/cert~1expires-soon%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/cert~1expires-soon%20in%20a%20tier" }
							}
						}
					}
				},
				"cert/shared": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "across-tiers": { "$ref": "#/definitions/severity" } }
						},
						"parameters": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"components": {
									"type": "boolean",
									"description": "Is it a finding when one certificate serves PD and TiKV?"
								},
								"instances": {
									"type": "boolean",
									"description": "Is it a finding when it serves several instances of one component?"
								},
								"environments": {
									"type": "boolean",
									"description": "Is it a finding when it serves several environments?"
								}
							}
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/cert~1shared%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/cert~1shared%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/cert~1shared%20in%20a%20tier" }
							}
						}
					}
				},
				"cert/validity-too-long": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"parameters": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"days": {
									"type": "integer",
									"minimum": 1,
									"description": "The longest lifetime of a certificate that is no CA, in whole days."
								},
								"ca-days": {
									"type": "integer",
									"minimum": 0,
									"description": "The longest lifetime of a CA, in whole days; 0: no limit."
								}
							}
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/cert~1validity-too-long%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/cert~1validity-too-long%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/cert~1validity-too-long%20in%20a%20tier" }
							}
						}
					}
				},
				"cert/weak-key": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"parameters": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"rsa-bits": {
									"type": "integer",
									"minimum": 1024,
									"description": "The smallest RSA modulus, in bits."
								},
								"curves": {
									"type": "array",
									"items": {
										"type": "string",
										"enum": [
											"P-256",
											"P-384",
											"P-521"
										]
									},
									"description": "The curves of EC keys that are allowed."
								}
							}
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/cert~1weak-key%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/cert~1weak-key%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/cert~1weak-key%20in%20a%20tier" }
							}
						}
					}
				},
				"config/allow-list-loose": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "intruder": { "$ref": "#/definitions/severity" } }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/config~1allow-list-loose%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/config~1allow-list-loose%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/config~1allow-list-loose%20in%20a%20tier" }
							}
						}
					}
				},
				"config/path-not-found": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "not-mounted": { "$ref": "#/definitions/severity" } }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/config~1path-not-found%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/config~1path-not-found%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/config~1path-not-found%20in%20a%20tier" }
							}
						}
					}
				},
				"config/unknown-key": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "tls-setting": { "$ref": "#/definitions/severity" } }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/config~1unknown-key%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/config~1unknown-key%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/config~1unknown-key%20in%20a%20tier" }
							}
						}
					}
				},
				"deploy/certificate-request": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"lifetime": { "$ref": "#/definitions/severity" },
								"names": { "$ref": "#/definitions/severity" },
								"renewal": { "$ref": "#/definitions/severity" },
								"self-signed": { "$ref": "#/definitions/severity" },
								"usage": { "$ref": "#/definitions/severity" },
								"weak-key": { "$ref": "#/definitions/severity" }
							}
						},
						"parameters": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"days": {
									"type": "integer",
									"minimum": 1,
									"description": "The longest lifetime of a certificate that is no CA, in whole days."
								},
								"ca-days": {
									"type": "integer",
									"minimum": 0,
									"description": "The longest lifetime of a CA, in whole days; 0: no limit."
								},
								"rsa-bits": {
									"type": "integer",
									"minimum": 1024,
									"description": "The smallest RSA modulus, in bits."
								},
								"curves": {
									"type": "array",
									"items": {
										"type": "string",
										"enum": [
											"P-256",
											"P-384",
											"P-521"
										]
									},
									"description": "The curves of EC keys that are allowed."
								}
							}
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/deploy~1certificate-request%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/deploy~1certificate-request%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/deploy~1certificate-request%20in%20a%20tier" }
							}
						}
					}
				},
				"deploy/managed-setting": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "refused-or-chance": { "$ref": "#/definitions/severity" } }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/deploy~1managed-setting%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/deploy~1managed-setting%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/deploy~1managed-setting%20in%20a%20tier" }
							}
						}
					}
				},
				"deploy/setting-dropped": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "tls-setting": { "$ref": "#/definitions/severity" } }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/deploy~1setting-dropped%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/deploy~1setting-dropped%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/deploy~1setting-dropped%20in%20a%20tier" }
							}
						}
					}
				},
				"env/posture-differs": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "production-weaker": { "$ref": "#/definitions/severity" } }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/env~1posture-differs%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/env~1posture-differs%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/env~1posture-differs%20in%20a%20tier" }
							}
						}
					}
				},
				"handshake/anonymous-accepted": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "status": { "$ref": "#/definitions/severity" } }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/handshake~1anonymous-accepted%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/handshake~1anonymous-accepted%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/handshake~1anonymous-accepted%20in%20a%20tier" }
							}
						}
					}
				},
				"handshake/weak-cipher": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"no-aead": { "$ref": "#/definitions/severity" },
								"no-forward-secrecy": { "$ref": "#/definitions/severity" },
								"outside-list": { "$ref": "#/definitions/severity" }
							}
						},
						"parameters": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "suites": {
								"type": "array",
								"items": { "type": "string" },
								"description": "the suites of TLS 1.2 and 1.3 that may be accepted, by their OpenSSL names; empty: every modern one"
							} }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/handshake~1weak-cipher%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/handshake~1weak-cipher%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/handshake~1weak-cipher%20in%20a%20tier" }
							}
						}
					}
				},
				"handshake/weak-protocol": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"parameters": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "min": {
								"type": "string",
								"enum": [
									"SSLv3",
									"TLSv1",
									"TLSv1.1",
									"TLSv1.2",
									"TLSv1.3"
								],
								"description": "the oldest version of TLS that a port may accept"
							} }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/handshake~1weak-protocol%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/handshake~1weak-protocol%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/handshake~1weak-protocol%20in%20a%20tier" }
							}
						}
					}
				},
				"policy/changed": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"broken": { "$ref": "#/definitions/severity" },
								"lower-tier": { "$ref": "#/definitions/severity" },
								"not-judged": { "$ref": "#/definitions/severity" }
							}
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/policy~1changed%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/policy~1changed%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/policy~1changed%20in%20a%20tier" }
							}
						}
					}
				},
				"policy/config-stale": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"variants": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "environment-empty": { "$ref": "#/definitions/severity" } }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/policy~1config-stale%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/policy~1config-stale%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/policy~1config-stale%20in%20a%20tier" }
							}
						}
					}
				},
				"policy/waiver-expires-soon": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"severity": { "$ref": "#/definitions/severity" },
						"parameters": {
							"type": "object",
							"additionalProperties": false,
							"properties": { "days": {
								"type": "integer",
								"minimum": 0,
								"description": "days before its last day from which on a waiver is told of"
							} }
						},
						"tiers": {
							"type": "object",
							"additionalProperties": false,
							"properties": {
								"production": { "$ref": "#/definitions/policy~1waiver-expires-soon%20in%20a%20tier" },
								"staging": { "$ref": "#/definitions/policy~1waiver-expires-soon%20in%20a%20tier" },
								"development": { "$ref": "#/definitions/policy~1waiver-expires-soon%20in%20a%20tier" }
							}
						}
					}
				}
			},
			"additionalProperties": {
				"type": "object",
				"additionalProperties": false,
				"properties": {
					"severity": { "$ref": "#/definitions/severity" },
					"tiers": {
						"type": "object",
						"additionalProperties": false,
						"properties": {
							"production": { "$ref": "#/definitions/rule%20in%20a%20tier" },
							"staging": { "$ref": "#/definitions/rule%20in%20a%20tier" },
							"development": { "$ref": "#/definitions/rule%20in%20a%20tier" }
						}
					}
				}
			}
		}
	},
	"definitions": {
		"severity": { "enum": [
			"off",
			"note",
			"warning",
			"error"
		] },
		"rule in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "severity": { "$ref": "#/definitions/severity" } }
		},
		"cert/expires-soon in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"parameters": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "days": {
						"type": "integer",
						"minimum": 0,
						"description": "A certificate with fewer whole days left than this (UTC) is a finding."
					} }
				}
			}
		},
		"cert/shared in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "across-tiers": { "$ref": "#/definitions/severity" } }
				},
				"parameters": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"components": {
							"type": "boolean",
							"description": "Is it a finding when one certificate serves PD and TiKV?"
						},
						"instances": {
							"type": "boolean",
							"description": "Is it a finding when it serves several instances of one component?"
						},
						"environments": {
							"type": "boolean",
							"description": "Is it a finding when it serves several environments?"
						}
					}
				}
			}
		},
		"cert/validity-too-long in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"parameters": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"days": {
							"type": "integer",
							"minimum": 1,
							"description": "The longest lifetime of a certificate that is no CA, in whole days."
						},
						"ca-days": {
							"type": "integer",
							"minimum": 0,
							"description": "The longest lifetime of a CA, in whole days; 0: no limit."
						}
					}
				}
			}
		},
		"cert/weak-key in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"parameters": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"rsa-bits": {
							"type": "integer",
							"minimum": 1024,
							"description": "The smallest RSA modulus, in bits."
						},
						"curves": {
							"type": "array",
							"items": {
								"type": "string",
								"enum": [
									"P-256",
									"P-384",
									"P-521"
								]
							},
							"description": "The curves of EC keys that are allowed."
						}
					}
				}
			}
		},
		"config/allow-list-loose in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "intruder": { "$ref": "#/definitions/severity" } }
				}
			}
		},
		"config/path-not-found in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "not-mounted": { "$ref": "#/definitions/severity" } }
				}
			}
		},
		"config/unknown-key in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "tls-setting": { "$ref": "#/definitions/severity" } }
				}
			}
		},
		"deploy/certificate-request in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"lifetime": { "$ref": "#/definitions/severity" },
						"names": { "$ref": "#/definitions/severity" },
						"renewal": { "$ref": "#/definitions/severity" },
						"self-signed": { "$ref": "#/definitions/severity" },
						"usage": { "$ref": "#/definitions/severity" },
						"weak-key": { "$ref": "#/definitions/severity" }
					}
				},
				"parameters": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"days": {
							"type": "integer",
							"minimum": 1,
							"description": "The longest lifetime of a certificate that is no CA, in whole days."
						},
						"ca-days": {
							"type": "integer",
							"minimum": 0,
							"description": "The longest lifetime of a CA, in whole days; 0: no limit."
						},
						"rsa-bits": {
							"type": "integer",
							"minimum": 1024,
							"description": "The smallest RSA modulus, in bits."
						},
						"curves": {
							"type": "array",
							"items": {
								"type": "string",
								"enum": [
									"P-256",
									"P-384",
									"P-521"
								]
							},
							"description": "The curves of EC keys that are allowed."
						}
					}
				}
			}
		},
		"deploy/managed-setting in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "refused-or-chance": { "$ref": "#/definitions/severity" } }
				}
			}
		},
		"deploy/setting-dropped in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "tls-setting": { "$ref": "#/definitions/severity" } }
				}
			}
		},
		"env/posture-differs in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "production-weaker": { "$ref": "#/definitions/severity" } }
				}
			}
		},
		"handshake/anonymous-accepted in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "status": { "$ref": "#/definitions/severity" } }
				}
			}
		},
		"handshake/weak-cipher in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"no-aead": { "$ref": "#/definitions/severity" },
						"no-forward-secrecy": { "$ref": "#/definitions/severity" },
						"outside-list": { "$ref": "#/definitions/severity" }
					}
				},
				"parameters": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "suites": {
						"type": "array",
						"items": { "type": "string" },
						"description": "the suites of TLS 1.2 and 1.3 that may be accepted, by their OpenSSL names; empty: every modern one"
					} }
				}
			}
		},
		"handshake/weak-protocol in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"parameters": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "min": {
						"type": "string",
						"enum": [
							"SSLv3",
							"TLSv1",
							"TLSv1.1",
							"TLSv1.2",
							"TLSv1.3"
						],
						"description": "the oldest version of TLS that a port may accept"
					} }
				}
			}
		},
		"policy/changed in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"broken": { "$ref": "#/definitions/severity" },
						"lower-tier": { "$ref": "#/definitions/severity" },
						"not-judged": { "$ref": "#/definitions/severity" }
					}
				}
			}
		},
		"policy/config-stale in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"variants": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "environment-empty": { "$ref": "#/definitions/severity" } }
				}
			}
		},
		"policy/waiver-expires-soon in a tier": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"severity": { "$ref": "#/definitions/severity" },
				"parameters": {
					"type": "object",
					"additionalProperties": false,
					"properties": { "days": {
						"type": "integer",
						"minimum": 0,
						"description": "days before its last day from which on a waiver is told of"
					} }
				}
			}
		}
	}
};
const pattern0 = new RegExp("\\S", "u");
const func2 = Object.prototype.hasOwnProperty;
const schema7 = { "enum": [
	"off",
	"note",
	"warning",
	"error"
] };
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!(data === "off" || data === "note" || data === "warning" || data === "error")) {
		const err0 = {
			instancePath,
			schemaPath: "#/enum",
			keyword: "enum",
			params: { allowedValues: schema7.enum },
			message: "must be equal to one of the allowed values",
			schema: schema7.enum,
			parentSchema: schema7,
			data
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	validate22.errors = vErrors;
	return errors === 0;
}
const schema8 = {
	"type": "object",
	"additionalProperties": false,
	"properties": { "severity": { "$ref": "#/definitions/severity" } }
};
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema8,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema8.type,
			parentSchema: schema8,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate24.errors = vErrors;
	return errors === 0;
}
const schema9 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"parameters": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "days": {
				"type": "integer",
				"minimum": 0,
				"description": "A certificate with fewer whole days left than this (UTC) is a finding."
			} }
		}
	}
};
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "parameters")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema9,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.parameters !== void 0) {
			let data1 = data.parameters;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "days")) {
					const err1 = {
						instancePath: instancePath + "/parameters",
						schemaPath: "#/properties/parameters/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema9.properties.parameters,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1.days !== void 0) {
					let data2 = data1.days;
					if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
						const err2 = {
							instancePath: instancePath + "/parameters/days",
							schemaPath: "#/properties/parameters/properties/days/type",
							keyword: "type",
							params: { type: "integer" },
							message: "must be integer",
							schema: schema9.properties.parameters.properties.days.type,
							parentSchema: schema9.properties.parameters.properties.days,
							data: data2
						};
						if (vErrors === null) vErrors = [err2];
						else vErrors.push(err2);
						errors++;
					}
					if (typeof data2 == "number" && isFinite(data2)) {
						if (data2 < 0 || isNaN(data2)) {
							const err3 = {
								instancePath: instancePath + "/parameters/days",
								schemaPath: "#/properties/parameters/properties/days/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 0
								},
								message: "must be >= 0",
								schema: 0,
								parentSchema: schema9.properties.parameters.properties.days,
								data: data2
							};
							if (vErrors === null) vErrors = [err3];
							else vErrors.push(err3);
							errors++;
						}
					}
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/parameters",
					schemaPath: "#/properties/parameters/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema9.properties.parameters.type,
					parentSchema: schema9.properties.parameters,
					data: data1
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
	} else {
		const err5 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema9.type,
			parentSchema: schema9,
			data
		};
		if (vErrors === null) vErrors = [err5];
		else vErrors.push(err5);
		errors++;
	}
	validate30.errors = vErrors;
	return errors === 0;
}
const schema10 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "across-tiers": { "$ref": "#/definitions/severity" } }
		},
		"parameters": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"components": {
					"type": "boolean",
					"description": "Is it a finding when one certificate serves PD and TiKV?"
				},
				"instances": {
					"type": "boolean",
					"description": "Is it a finding when it serves several instances of one component?"
				},
				"environments": {
					"type": "boolean",
					"description": "Is it a finding when it serves several environments?"
				}
			}
		}
	}
};
function validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants" || key0 === "parameters")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema10,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "across-tiers")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema10.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1["across-tiers"] !== void 0) {
					if (!validate22(data1["across-tiers"], {
						instancePath: instancePath + "/variants/across-tiers",
						parentData: data1,
						parentDataProperty: "across-tiers",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema10.properties.variants.type,
					parentSchema: schema10.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data.parameters !== void 0) {
			let data3 = data.parameters;
			if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
				for (const key2 in data3) if (!(key2 === "components" || key2 === "instances" || key2 === "environments")) {
					const err3 = {
						instancePath: instancePath + "/parameters",
						schemaPath: "#/properties/parameters/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key2 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema10.properties.parameters,
						data: data3
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
				if (data3.components !== void 0) {
					let data4 = data3.components;
					if (typeof data4 !== "boolean") {
						const err4 = {
							instancePath: instancePath + "/parameters/components",
							schemaPath: "#/properties/parameters/properties/components/type",
							keyword: "type",
							params: { type: "boolean" },
							message: "must be boolean",
							schema: schema10.properties.parameters.properties.components.type,
							parentSchema: schema10.properties.parameters.properties.components,
							data: data4
						};
						if (vErrors === null) vErrors = [err4];
						else vErrors.push(err4);
						errors++;
					}
				}
				if (data3.instances !== void 0) {
					let data5 = data3.instances;
					if (typeof data5 !== "boolean") {
						const err5 = {
							instancePath: instancePath + "/parameters/instances",
							schemaPath: "#/properties/parameters/properties/instances/type",
							keyword: "type",
							params: { type: "boolean" },
							message: "must be boolean",
							schema: schema10.properties.parameters.properties.instances.type,
							parentSchema: schema10.properties.parameters.properties.instances,
							data: data5
						};
						if (vErrors === null) vErrors = [err5];
						else vErrors.push(err5);
						errors++;
					}
				}
				if (data3.environments !== void 0) {
					let data6 = data3.environments;
					if (typeof data6 !== "boolean") {
						const err6 = {
							instancePath: instancePath + "/parameters/environments",
							schemaPath: "#/properties/parameters/properties/environments/type",
							keyword: "type",
							params: { type: "boolean" },
							message: "must be boolean",
							schema: schema10.properties.parameters.properties.environments.type,
							parentSchema: schema10.properties.parameters.properties.environments,
							data: data6
						};
						if (vErrors === null) vErrors = [err6];
						else vErrors.push(err6);
						errors++;
					}
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/parameters",
					schemaPath: "#/properties/parameters/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema10.properties.parameters.type,
					parentSchema: schema10.properties.parameters,
					data: data3
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
	} else {
		const err8 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema10.type,
			parentSchema: schema10,
			data
		};
		if (vErrors === null) vErrors = [err8];
		else vErrors.push(err8);
		errors++;
	}
	validate37.errors = vErrors;
	return errors === 0;
}
const schema11 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"parameters": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"days": {
					"type": "integer",
					"minimum": 1,
					"description": "The longest lifetime of a certificate that is no CA, in whole days."
				},
				"ca-days": {
					"type": "integer",
					"minimum": 0,
					"description": "The longest lifetime of a CA, in whole days; 0: no limit."
				}
			}
		}
	}
};
function validate44(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "parameters")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema11,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.parameters !== void 0) {
			let data1 = data.parameters;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "days" || key1 === "ca-days")) {
					const err1 = {
						instancePath: instancePath + "/parameters",
						schemaPath: "#/properties/parameters/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema11.properties.parameters,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1.days !== void 0) {
					let data2 = data1.days;
					if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
						const err2 = {
							instancePath: instancePath + "/parameters/days",
							schemaPath: "#/properties/parameters/properties/days/type",
							keyword: "type",
							params: { type: "integer" },
							message: "must be integer",
							schema: schema11.properties.parameters.properties.days.type,
							parentSchema: schema11.properties.parameters.properties.days,
							data: data2
						};
						if (vErrors === null) vErrors = [err2];
						else vErrors.push(err2);
						errors++;
					}
					if (typeof data2 == "number" && isFinite(data2)) {
						if (data2 < 1 || isNaN(data2)) {
							const err3 = {
								instancePath: instancePath + "/parameters/days",
								schemaPath: "#/properties/parameters/properties/days/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 1
								},
								message: "must be >= 1",
								schema: 1,
								parentSchema: schema11.properties.parameters.properties.days,
								data: data2
							};
							if (vErrors === null) vErrors = [err3];
							else vErrors.push(err3);
							errors++;
						}
					}
				}
				if (data1["ca-days"] !== void 0) {
					let data3 = data1["ca-days"];
					if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
						const err4 = {
							instancePath: instancePath + "/parameters/ca-days",
							schemaPath: "#/properties/parameters/properties/ca-days/type",
							keyword: "type",
							params: { type: "integer" },
							message: "must be integer",
							schema: schema11.properties.parameters.properties["ca-days"].type,
							parentSchema: schema11.properties.parameters.properties["ca-days"],
							data: data3
						};
						if (vErrors === null) vErrors = [err4];
						else vErrors.push(err4);
						errors++;
					}
					if (typeof data3 == "number" && isFinite(data3)) {
						if (data3 < 0 || isNaN(data3)) {
							const err5 = {
								instancePath: instancePath + "/parameters/ca-days",
								schemaPath: "#/properties/parameters/properties/ca-days/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 0
								},
								message: "must be >= 0",
								schema: 0,
								parentSchema: schema11.properties.parameters.properties["ca-days"],
								data: data3
							};
							if (vErrors === null) vErrors = [err5];
							else vErrors.push(err5);
							errors++;
						}
					}
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/parameters",
					schemaPath: "#/properties/parameters/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema11.properties.parameters.type,
					parentSchema: schema11.properties.parameters,
					data: data1
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
	} else {
		const err7 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema11.type,
			parentSchema: schema11,
			data
		};
		if (vErrors === null) vErrors = [err7];
		else vErrors.push(err7);
		errors++;
	}
	validate44.errors = vErrors;
	return errors === 0;
}
const schema12 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"parameters": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"rsa-bits": {
					"type": "integer",
					"minimum": 1024,
					"description": "The smallest RSA modulus, in bits."
				},
				"curves": {
					"type": "array",
					"items": {
						"type": "string",
						"enum": [
							"P-256",
							"P-384",
							"P-521"
						]
					},
					"description": "The curves of EC keys that are allowed."
				}
			}
		}
	}
};
function validate50(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "parameters")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema12,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.parameters !== void 0) {
			let data1 = data.parameters;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "rsa-bits" || key1 === "curves")) {
					const err1 = {
						instancePath: instancePath + "/parameters",
						schemaPath: "#/properties/parameters/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema12.properties.parameters,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1["rsa-bits"] !== void 0) {
					let data2 = data1["rsa-bits"];
					if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
						const err2 = {
							instancePath: instancePath + "/parameters/rsa-bits",
							schemaPath: "#/properties/parameters/properties/rsa-bits/type",
							keyword: "type",
							params: { type: "integer" },
							message: "must be integer",
							schema: schema12.properties.parameters.properties["rsa-bits"].type,
							parentSchema: schema12.properties.parameters.properties["rsa-bits"],
							data: data2
						};
						if (vErrors === null) vErrors = [err2];
						else vErrors.push(err2);
						errors++;
					}
					if (typeof data2 == "number" && isFinite(data2)) {
						if (data2 < 1024 || isNaN(data2)) {
							const err3 = {
								instancePath: instancePath + "/parameters/rsa-bits",
								schemaPath: "#/properties/parameters/properties/rsa-bits/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 1024
								},
								message: "must be >= 1024",
								schema: 1024,
								parentSchema: schema12.properties.parameters.properties["rsa-bits"],
								data: data2
							};
							if (vErrors === null) vErrors = [err3];
							else vErrors.push(err3);
							errors++;
						}
					}
				}
				if (data1.curves !== void 0) {
					let data3 = data1.curves;
					if (Array.isArray(data3)) {
						const len0 = data3.length;
						for (let i0 = 0; i0 < len0; i0++) {
							let data4 = data3[i0];
							if (typeof data4 !== "string") {
								const err4 = {
									instancePath: instancePath + "/parameters/curves/" + i0,
									schemaPath: "#/properties/parameters/properties/curves/items/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string",
									schema: schema12.properties.parameters.properties.curves.items.type,
									parentSchema: schema12.properties.parameters.properties.curves.items,
									data: data4
								};
								if (vErrors === null) vErrors = [err4];
								else vErrors.push(err4);
								errors++;
							}
							if (!(data4 === "P-256" || data4 === "P-384" || data4 === "P-521")) {
								const err5 = {
									instancePath: instancePath + "/parameters/curves/" + i0,
									schemaPath: "#/properties/parameters/properties/curves/items/enum",
									keyword: "enum",
									params: { allowedValues: schema12.properties.parameters.properties.curves.items.enum },
									message: "must be equal to one of the allowed values",
									schema: schema12.properties.parameters.properties.curves.items.enum,
									parentSchema: schema12.properties.parameters.properties.curves.items,
									data: data4
								};
								if (vErrors === null) vErrors = [err5];
								else vErrors.push(err5);
								errors++;
							}
						}
					} else {
						const err6 = {
							instancePath: instancePath + "/parameters/curves",
							schemaPath: "#/properties/parameters/properties/curves/type",
							keyword: "type",
							params: { type: "array" },
							message: "must be array",
							schema: schema12.properties.parameters.properties.curves.type,
							parentSchema: schema12.properties.parameters.properties.curves,
							data: data3
						};
						if (vErrors === null) vErrors = [err6];
						else vErrors.push(err6);
						errors++;
					}
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/parameters",
					schemaPath: "#/properties/parameters/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema12.properties.parameters.type,
					parentSchema: schema12.properties.parameters,
					data: data1
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
	} else {
		const err8 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema12.type,
			parentSchema: schema12,
			data
		};
		if (vErrors === null) vErrors = [err8];
		else vErrors.push(err8);
		errors++;
	}
	validate50.errors = vErrors;
	return errors === 0;
}
const schema13 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "intruder": { "$ref": "#/definitions/severity" } }
		}
	}
};
function validate57(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema13,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "intruder")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema13.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1.intruder !== void 0) {
					if (!validate22(data1.intruder, {
						instancePath: instancePath + "/variants/intruder",
						parentData: data1,
						parentDataProperty: "intruder",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema13.properties.variants.type,
					parentSchema: schema13.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema13.type,
			parentSchema: schema13,
			data
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate57.errors = vErrors;
	return errors === 0;
}
const schema14 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "not-mounted": { "$ref": "#/definitions/severity" } }
		}
	}
};
function validate65(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema14,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "not-mounted")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema14.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1["not-mounted"] !== void 0) {
					if (!validate22(data1["not-mounted"], {
						instancePath: instancePath + "/variants/not-mounted",
						parentData: data1,
						parentDataProperty: "not-mounted",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema14.properties.variants.type,
					parentSchema: schema14.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema14.type,
			parentSchema: schema14,
			data
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate65.errors = vErrors;
	return errors === 0;
}
const schema15 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "tls-setting": { "$ref": "#/definitions/severity" } }
		}
	}
};
function validate73(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema15,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "tls-setting")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema15.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1["tls-setting"] !== void 0) {
					if (!validate22(data1["tls-setting"], {
						instancePath: instancePath + "/variants/tls-setting",
						parentData: data1,
						parentDataProperty: "tls-setting",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema15.properties.variants.type,
					parentSchema: schema15.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema15.type,
			parentSchema: schema15,
			data
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate73.errors = vErrors;
	return errors === 0;
}
const schema16 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"lifetime": { "$ref": "#/definitions/severity" },
				"names": { "$ref": "#/definitions/severity" },
				"renewal": { "$ref": "#/definitions/severity" },
				"self-signed": { "$ref": "#/definitions/severity" },
				"usage": { "$ref": "#/definitions/severity" },
				"weak-key": { "$ref": "#/definitions/severity" }
			}
		},
		"parameters": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"days": {
					"type": "integer",
					"minimum": 1,
					"description": "The longest lifetime of a certificate that is no CA, in whole days."
				},
				"ca-days": {
					"type": "integer",
					"minimum": 0,
					"description": "The longest lifetime of a CA, in whole days; 0: no limit."
				},
				"rsa-bits": {
					"type": "integer",
					"minimum": 1024,
					"description": "The smallest RSA modulus, in bits."
				},
				"curves": {
					"type": "array",
					"items": {
						"type": "string",
						"enum": [
							"P-256",
							"P-384",
							"P-521"
						]
					},
					"description": "The curves of EC keys that are allowed."
				}
			}
		}
	}
};
function validate86(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants" || key0 === "parameters")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema16,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "lifetime" || key1 === "names" || key1 === "renewal" || key1 === "self-signed" || key1 === "usage" || key1 === "weak-key")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema16.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1.lifetime !== void 0) {
					if (!validate22(data1.lifetime, {
						instancePath: instancePath + "/variants/lifetime",
						parentData: data1,
						parentDataProperty: "lifetime",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
				if (data1.names !== void 0) {
					if (!validate22(data1.names, {
						instancePath: instancePath + "/variants/names",
						parentData: data1,
						parentDataProperty: "names",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
				if (data1.renewal !== void 0) {
					if (!validate22(data1.renewal, {
						instancePath: instancePath + "/variants/renewal",
						parentData: data1,
						parentDataProperty: "renewal",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
				if (data1["self-signed"] !== void 0) {
					if (!validate22(data1["self-signed"], {
						instancePath: instancePath + "/variants/self-signed",
						parentData: data1,
						parentDataProperty: "self-signed",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
				if (data1.usage !== void 0) {
					if (!validate22(data1.usage, {
						instancePath: instancePath + "/variants/usage",
						parentData: data1,
						parentDataProperty: "usage",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
				if (data1["weak-key"] !== void 0) {
					if (!validate22(data1["weak-key"], {
						instancePath: instancePath + "/variants/weak-key",
						parentData: data1,
						parentDataProperty: "weak-key",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema16.properties.variants.type,
					parentSchema: schema16.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data.parameters !== void 0) {
			let data8 = data.parameters;
			if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
				for (const key2 in data8) if (!(key2 === "days" || key2 === "ca-days" || key2 === "rsa-bits" || key2 === "curves")) {
					const err3 = {
						instancePath: instancePath + "/parameters",
						schemaPath: "#/properties/parameters/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key2 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema16.properties.parameters,
						data: data8
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
				if (data8.days !== void 0) {
					let data9 = data8.days;
					if (!(typeof data9 == "number" && !(data9 % 1) && !isNaN(data9) && isFinite(data9))) {
						const err4 = {
							instancePath: instancePath + "/parameters/days",
							schemaPath: "#/properties/parameters/properties/days/type",
							keyword: "type",
							params: { type: "integer" },
							message: "must be integer",
							schema: schema16.properties.parameters.properties.days.type,
							parentSchema: schema16.properties.parameters.properties.days,
							data: data9
						};
						if (vErrors === null) vErrors = [err4];
						else vErrors.push(err4);
						errors++;
					}
					if (typeof data9 == "number" && isFinite(data9)) {
						if (data9 < 1 || isNaN(data9)) {
							const err5 = {
								instancePath: instancePath + "/parameters/days",
								schemaPath: "#/properties/parameters/properties/days/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 1
								},
								message: "must be >= 1",
								schema: 1,
								parentSchema: schema16.properties.parameters.properties.days,
								data: data9
							};
							if (vErrors === null) vErrors = [err5];
							else vErrors.push(err5);
							errors++;
						}
					}
				}
				if (data8["ca-days"] !== void 0) {
					let data10 = data8["ca-days"];
					if (!(typeof data10 == "number" && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
						const err6 = {
							instancePath: instancePath + "/parameters/ca-days",
							schemaPath: "#/properties/parameters/properties/ca-days/type",
							keyword: "type",
							params: { type: "integer" },
							message: "must be integer",
							schema: schema16.properties.parameters.properties["ca-days"].type,
							parentSchema: schema16.properties.parameters.properties["ca-days"],
							data: data10
						};
						if (vErrors === null) vErrors = [err6];
						else vErrors.push(err6);
						errors++;
					}
					if (typeof data10 == "number" && isFinite(data10)) {
						if (data10 < 0 || isNaN(data10)) {
							const err7 = {
								instancePath: instancePath + "/parameters/ca-days",
								schemaPath: "#/properties/parameters/properties/ca-days/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 0
								},
								message: "must be >= 0",
								schema: 0,
								parentSchema: schema16.properties.parameters.properties["ca-days"],
								data: data10
							};
							if (vErrors === null) vErrors = [err7];
							else vErrors.push(err7);
							errors++;
						}
					}
				}
				if (data8["rsa-bits"] !== void 0) {
					let data11 = data8["rsa-bits"];
					if (!(typeof data11 == "number" && !(data11 % 1) && !isNaN(data11) && isFinite(data11))) {
						const err8 = {
							instancePath: instancePath + "/parameters/rsa-bits",
							schemaPath: "#/properties/parameters/properties/rsa-bits/type",
							keyword: "type",
							params: { type: "integer" },
							message: "must be integer",
							schema: schema16.properties.parameters.properties["rsa-bits"].type,
							parentSchema: schema16.properties.parameters.properties["rsa-bits"],
							data: data11
						};
						if (vErrors === null) vErrors = [err8];
						else vErrors.push(err8);
						errors++;
					}
					if (typeof data11 == "number" && isFinite(data11)) {
						if (data11 < 1024 || isNaN(data11)) {
							const err9 = {
								instancePath: instancePath + "/parameters/rsa-bits",
								schemaPath: "#/properties/parameters/properties/rsa-bits/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 1024
								},
								message: "must be >= 1024",
								schema: 1024,
								parentSchema: schema16.properties.parameters.properties["rsa-bits"],
								data: data11
							};
							if (vErrors === null) vErrors = [err9];
							else vErrors.push(err9);
							errors++;
						}
					}
				}
				if (data8.curves !== void 0) {
					let data12 = data8.curves;
					if (Array.isArray(data12)) {
						const len0 = data12.length;
						for (let i0 = 0; i0 < len0; i0++) {
							let data13 = data12[i0];
							if (typeof data13 !== "string") {
								const err10 = {
									instancePath: instancePath + "/parameters/curves/" + i0,
									schemaPath: "#/properties/parameters/properties/curves/items/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string",
									schema: schema16.properties.parameters.properties.curves.items.type,
									parentSchema: schema16.properties.parameters.properties.curves.items,
									data: data13
								};
								if (vErrors === null) vErrors = [err10];
								else vErrors.push(err10);
								errors++;
							}
							if (!(data13 === "P-256" || data13 === "P-384" || data13 === "P-521")) {
								const err11 = {
									instancePath: instancePath + "/parameters/curves/" + i0,
									schemaPath: "#/properties/parameters/properties/curves/items/enum",
									keyword: "enum",
									params: { allowedValues: schema16.properties.parameters.properties.curves.items.enum },
									message: "must be equal to one of the allowed values",
									schema: schema16.properties.parameters.properties.curves.items.enum,
									parentSchema: schema16.properties.parameters.properties.curves.items,
									data: data13
								};
								if (vErrors === null) vErrors = [err11];
								else vErrors.push(err11);
								errors++;
							}
						}
					} else {
						const err12 = {
							instancePath: instancePath + "/parameters/curves",
							schemaPath: "#/properties/parameters/properties/curves/type",
							keyword: "type",
							params: { type: "array" },
							message: "must be array",
							schema: schema16.properties.parameters.properties.curves.type,
							parentSchema: schema16.properties.parameters.properties.curves,
							data: data12
						};
						if (vErrors === null) vErrors = [err12];
						else vErrors.push(err12);
						errors++;
					}
				}
			} else {
				const err13 = {
					instancePath: instancePath + "/parameters",
					schemaPath: "#/properties/parameters/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema16.properties.parameters.type,
					parentSchema: schema16.properties.parameters,
					data: data8
				};
				if (vErrors === null) vErrors = [err13];
				else vErrors.push(err13);
				errors++;
			}
		}
	} else {
		const err14 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema16.type,
			parentSchema: schema16,
			data
		};
		if (vErrors === null) vErrors = [err14];
		else vErrors.push(err14);
		errors++;
	}
	validate86.errors = vErrors;
	return errors === 0;
}
const schema17 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "refused-or-chance": { "$ref": "#/definitions/severity" } }
		}
	}
};
function validate99(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema17,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "refused-or-chance")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema17.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1["refused-or-chance"] !== void 0) {
					if (!validate22(data1["refused-or-chance"], {
						instancePath: instancePath + "/variants/refused-or-chance",
						parentData: data1,
						parentDataProperty: "refused-or-chance",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema17.properties.variants.type,
					parentSchema: schema17.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema17.type,
			parentSchema: schema17,
			data
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate99.errors = vErrors;
	return errors === 0;
}
const schema18 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "tls-setting": { "$ref": "#/definitions/severity" } }
		}
	}
};
function validate107(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema18,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "tls-setting")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema18.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1["tls-setting"] !== void 0) {
					if (!validate22(data1["tls-setting"], {
						instancePath: instancePath + "/variants/tls-setting",
						parentData: data1,
						parentDataProperty: "tls-setting",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema18.properties.variants.type,
					parentSchema: schema18.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema18.type,
			parentSchema: schema18,
			data
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate107.errors = vErrors;
	return errors === 0;
}
const schema19 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "production-weaker": { "$ref": "#/definitions/severity" } }
		}
	}
};
function validate115(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema19,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "production-weaker")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema19.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1["production-weaker"] !== void 0) {
					if (!validate22(data1["production-weaker"], {
						instancePath: instancePath + "/variants/production-weaker",
						parentData: data1,
						parentDataProperty: "production-weaker",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema19.properties.variants.type,
					parentSchema: schema19.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema19.type,
			parentSchema: schema19,
			data
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate115.errors = vErrors;
	return errors === 0;
}
const schema20 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "status": { "$ref": "#/definitions/severity" } }
		}
	}
};
function validate123(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema20,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "status")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema20.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1.status !== void 0) {
					if (!validate22(data1.status, {
						instancePath: instancePath + "/variants/status",
						parentData: data1,
						parentDataProperty: "status",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema20.properties.variants.type,
					parentSchema: schema20.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema20.type,
			parentSchema: schema20,
			data
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate123.errors = vErrors;
	return errors === 0;
}
const schema21 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"no-aead": { "$ref": "#/definitions/severity" },
				"no-forward-secrecy": { "$ref": "#/definitions/severity" },
				"outside-list": { "$ref": "#/definitions/severity" }
			}
		},
		"parameters": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "suites": {
				"type": "array",
				"items": { "type": "string" },
				"description": "the suites of TLS 1.2 and 1.3 that may be accepted, by their OpenSSL names; empty: every modern one"
			} }
		}
	}
};
function validate133(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants" || key0 === "parameters")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema21,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "no-aead" || key1 === "no-forward-secrecy" || key1 === "outside-list")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema21.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1["no-aead"] !== void 0) {
					if (!validate22(data1["no-aead"], {
						instancePath: instancePath + "/variants/no-aead",
						parentData: data1,
						parentDataProperty: "no-aead",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
				if (data1["no-forward-secrecy"] !== void 0) {
					if (!validate22(data1["no-forward-secrecy"], {
						instancePath: instancePath + "/variants/no-forward-secrecy",
						parentData: data1,
						parentDataProperty: "no-forward-secrecy",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
				if (data1["outside-list"] !== void 0) {
					if (!validate22(data1["outside-list"], {
						instancePath: instancePath + "/variants/outside-list",
						parentData: data1,
						parentDataProperty: "outside-list",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema21.properties.variants.type,
					parentSchema: schema21.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data.parameters !== void 0) {
			let data5 = data.parameters;
			if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
				for (const key2 in data5) if (!(key2 === "suites")) {
					const err3 = {
						instancePath: instancePath + "/parameters",
						schemaPath: "#/properties/parameters/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key2 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema21.properties.parameters,
						data: data5
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
				if (data5.suites !== void 0) {
					let data6 = data5.suites;
					if (Array.isArray(data6)) {
						const len0 = data6.length;
						for (let i0 = 0; i0 < len0; i0++) {
							let data7 = data6[i0];
							if (typeof data7 !== "string") {
								const err4 = {
									instancePath: instancePath + "/parameters/suites/" + i0,
									schemaPath: "#/properties/parameters/properties/suites/items/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string",
									schema: schema21.properties.parameters.properties.suites.items.type,
									parentSchema: schema21.properties.parameters.properties.suites.items,
									data: data7
								};
								if (vErrors === null) vErrors = [err4];
								else vErrors.push(err4);
								errors++;
							}
						}
					} else {
						const err5 = {
							instancePath: instancePath + "/parameters/suites",
							schemaPath: "#/properties/parameters/properties/suites/type",
							keyword: "type",
							params: { type: "array" },
							message: "must be array",
							schema: schema21.properties.parameters.properties.suites.type,
							parentSchema: schema21.properties.parameters.properties.suites,
							data: data6
						};
						if (vErrors === null) vErrors = [err5];
						else vErrors.push(err5);
						errors++;
					}
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/parameters",
					schemaPath: "#/properties/parameters/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema21.properties.parameters.type,
					parentSchema: schema21.properties.parameters,
					data: data5
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
	} else {
		const err7 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema21.type,
			parentSchema: schema21,
			data
		};
		if (vErrors === null) vErrors = [err7];
		else vErrors.push(err7);
		errors++;
	}
	validate133.errors = vErrors;
	return errors === 0;
}
const schema22 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"parameters": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "min": {
				"type": "string",
				"enum": [
					"SSLv3",
					"TLSv1",
					"TLSv1.1",
					"TLSv1.2",
					"TLSv1.3"
				],
				"description": "the oldest version of TLS that a port may accept"
			} }
		}
	}
};
function validate142(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "parameters")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema22,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.parameters !== void 0) {
			let data1 = data.parameters;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "min")) {
					const err1 = {
						instancePath: instancePath + "/parameters",
						schemaPath: "#/properties/parameters/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema22.properties.parameters,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1.min !== void 0) {
					let data2 = data1.min;
					if (typeof data2 !== "string") {
						const err2 = {
							instancePath: instancePath + "/parameters/min",
							schemaPath: "#/properties/parameters/properties/min/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema22.properties.parameters.properties.min.type,
							parentSchema: schema22.properties.parameters.properties.min,
							data: data2
						};
						if (vErrors === null) vErrors = [err2];
						else vErrors.push(err2);
						errors++;
					}
					if (!(data2 === "SSLv3" || data2 === "TLSv1" || data2 === "TLSv1.1" || data2 === "TLSv1.2" || data2 === "TLSv1.3")) {
						const err3 = {
							instancePath: instancePath + "/parameters/min",
							schemaPath: "#/properties/parameters/properties/min/enum",
							keyword: "enum",
							params: { allowedValues: schema22.properties.parameters.properties.min.enum },
							message: "must be equal to one of the allowed values",
							schema: schema22.properties.parameters.properties.min.enum,
							parentSchema: schema22.properties.parameters.properties.min,
							data: data2
						};
						if (vErrors === null) vErrors = [err3];
						else vErrors.push(err3);
						errors++;
					}
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/parameters",
					schemaPath: "#/properties/parameters/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema22.properties.parameters.type,
					parentSchema: schema22.properties.parameters,
					data: data1
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
	} else {
		const err5 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema22.type,
			parentSchema: schema22,
			data
		};
		if (vErrors === null) vErrors = [err5];
		else vErrors.push(err5);
		errors++;
	}
	validate142.errors = vErrors;
	return errors === 0;
}
const schema23 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"broken": { "$ref": "#/definitions/severity" },
				"lower-tier": { "$ref": "#/definitions/severity" },
				"not-judged": { "$ref": "#/definitions/severity" }
			}
		}
	}
};
function validate151(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema23,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "broken" || key1 === "lower-tier" || key1 === "not-judged")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema23.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1.broken !== void 0) {
					if (!validate22(data1.broken, {
						instancePath: instancePath + "/variants/broken",
						parentData: data1,
						parentDataProperty: "broken",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
				if (data1["lower-tier"] !== void 0) {
					if (!validate22(data1["lower-tier"], {
						instancePath: instancePath + "/variants/lower-tier",
						parentData: data1,
						parentDataProperty: "lower-tier",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
				if (data1["not-judged"] !== void 0) {
					if (!validate22(data1["not-judged"], {
						instancePath: instancePath + "/variants/not-judged",
						parentData: data1,
						parentDataProperty: "not-judged",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema23.properties.variants.type,
					parentSchema: schema23.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema23.type,
			parentSchema: schema23,
			data
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate151.errors = vErrors;
	return errors === 0;
}
const schema24 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"variants": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "environment-empty": { "$ref": "#/definitions/severity" } }
		}
	}
};
function validate161(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "variants")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema24,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.variants !== void 0) {
			let data1 = data.variants;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "environment-empty")) {
					const err1 = {
						instancePath: instancePath + "/variants",
						schemaPath: "#/properties/variants/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema24.properties.variants,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1["environment-empty"] !== void 0) {
					if (!validate22(data1["environment-empty"], {
						instancePath: instancePath + "/variants/environment-empty",
						parentData: data1,
						parentDataProperty: "environment-empty",
						rootData
					})) {
						vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
						errors = vErrors.length;
					}
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/variants",
					schemaPath: "#/properties/variants/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema24.properties.variants.type,
					parentSchema: schema24.properties.variants,
					data: data1
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema24.type,
			parentSchema: schema24,
			data
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate161.errors = vErrors;
	return errors === 0;
}
const schema25 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"severity": { "$ref": "#/definitions/severity" },
		"parameters": {
			"type": "object",
			"additionalProperties": false,
			"properties": { "days": {
				"type": "integer",
				"minimum": 0,
				"description": "days before its last day from which on a waiver is told of"
			} }
		}
	}
};
function validate168(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "severity" || key0 === "parameters")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema25,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.severity !== void 0) {
			if (!validate22(data.severity, {
				instancePath: instancePath + "/severity",
				parentData: data,
				parentDataProperty: "severity",
				rootData
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.parameters !== void 0) {
			let data1 = data.parameters;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				for (const key1 in data1) if (!(key1 === "days")) {
					const err1 = {
						instancePath: instancePath + "/parameters",
						schemaPath: "#/properties/parameters/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema25.properties.parameters,
						data: data1
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data1.days !== void 0) {
					let data2 = data1.days;
					if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
						const err2 = {
							instancePath: instancePath + "/parameters/days",
							schemaPath: "#/properties/parameters/properties/days/type",
							keyword: "type",
							params: { type: "integer" },
							message: "must be integer",
							schema: schema25.properties.parameters.properties.days.type,
							parentSchema: schema25.properties.parameters.properties.days,
							data: data2
						};
						if (vErrors === null) vErrors = [err2];
						else vErrors.push(err2);
						errors++;
					}
					if (typeof data2 == "number" && isFinite(data2)) {
						if (data2 < 0 || isNaN(data2)) {
							const err3 = {
								instancePath: instancePath + "/parameters/days",
								schemaPath: "#/properties/parameters/properties/days/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 0
								},
								message: "must be >= 0",
								schema: 0,
								parentSchema: schema25.properties.parameters.properties.days,
								data: data2
							};
							if (vErrors === null) vErrors = [err3];
							else vErrors.push(err3);
							errors++;
						}
					}
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/parameters",
					schemaPath: "#/properties/parameters/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema25.properties.parameters.type,
					parentSchema: schema25.properties.parameters,
					data: data1
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
	} else {
		const err5 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema25.type,
			parentSchema: schema25,
			data
		};
		if (vErrors === null) vErrors = [err5];
		else vErrors.push(err5);
		errors++;
	}
	validate168.errors = vErrors;
	return errors === 0;
}
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "name" },
				message: "must have required property 'name'",
				schema: schema6.required,
				parentSchema: schema6,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.rules === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "rules" },
				message: "must have required property 'rules'",
				schema: schema6.required,
				parentSchema: schema6,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "$schema" || key0 === "name" || key0 === "description" || key0 === "extends" || key0 === "sections" || key0 === "waivers" || key0 === "rules")) {
			const err2 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema6,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.$schema !== void 0) {
			let data0 = data.$schema;
			if (typeof data0 !== "string") {
				const err3 = {
					instancePath: instancePath + "/$schema",
					schemaPath: "#/properties/%24schema/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema6.properties.$schema.type,
					parentSchema: schema6.properties.$schema,
					data: data0
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.name !== void 0) {
			let data1 = data.name;
			if (typeof data1 === "string") {
				if (!pattern0.test(data1)) {
					const err4 = {
						instancePath: instancePath + "/name",
						schemaPath: "#/properties/name/pattern",
						keyword: "pattern",
						params: { pattern: "\\S" },
						message: "must match pattern \"\\S\"",
						schema: "\\S",
						parentSchema: schema6.properties.name,
						data: data1
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/name",
					schemaPath: "#/properties/name/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema6.properties.name.type,
					parentSchema: schema6.properties.name,
					data: data1
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.description !== void 0) {
			let data2 = data.description;
			if (typeof data2 !== "string") {
				const err6 = {
					instancePath: instancePath + "/description",
					schemaPath: "#/properties/description/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema6.properties.description.type,
					parentSchema: schema6.properties.description,
					data: data2
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.extends !== void 0) {
			let data3 = data.extends;
			if (typeof data3 !== "string") {
				const err7 = {
					instancePath: instancePath + "/extends",
					schemaPath: "#/properties/extends/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema6.properties.extends.type,
					parentSchema: schema6.properties.extends,
					data: data3
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.sections !== void 0) {
			let data4 = data.sections;
			if (Array.isArray(data4)) {
				const len0 = data4.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data5 = data4[i0];
					if (!(data5 === "cryptographic-inventory")) {
						const err8 = {
							instancePath: instancePath + "/sections/" + i0,
							schemaPath: "#/properties/sections/items/enum",
							keyword: "enum",
							params: { allowedValues: schema6.properties.sections.items.enum },
							message: "must be equal to one of the allowed values",
							schema: schema6.properties.sections.items.enum,
							parentSchema: schema6.properties.sections.items,
							data: data5
						};
						if (vErrors === null) vErrors = [err8];
						else vErrors.push(err8);
						errors++;
					}
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/sections",
					schemaPath: "#/properties/sections/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema6.properties.sections.type,
					parentSchema: schema6.properties.sections,
					data: data4
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.waivers !== void 0) {
			let data6 = data.waivers;
			if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
				for (const key1 in data6) if (!(key1 === "max-days")) {
					const err10 = {
						instancePath: instancePath + "/waivers",
						schemaPath: "#/properties/waivers/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema6.properties.waivers,
						data: data6
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
				if (data6["max-days"] !== void 0) {
					let data7 = data6["max-days"];
					if (!(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7) && isFinite(data7))) {
						const err11 = {
							instancePath: instancePath + "/waivers/max-days",
							schemaPath: "#/properties/waivers/properties/max-days/type",
							keyword: "type",
							params: { type: "integer" },
							message: "must be integer",
							schema: schema6.properties.waivers.properties["max-days"].type,
							parentSchema: schema6.properties.waivers.properties["max-days"],
							data: data7
						};
						if (vErrors === null) vErrors = [err11];
						else vErrors.push(err11);
						errors++;
					}
					if (typeof data7 == "number" && isFinite(data7)) {
						if (data7 < 1 || isNaN(data7)) {
							const err12 = {
								instancePath: instancePath + "/waivers/max-days",
								schemaPath: "#/properties/waivers/properties/max-days/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 1
								},
								message: "must be >= 1",
								schema: 1,
								parentSchema: schema6.properties.waivers.properties["max-days"],
								data: data7
							};
							if (vErrors === null) vErrors = [err12];
							else vErrors.push(err12);
							errors++;
						}
					}
				}
			} else {
				const err13 = {
					instancePath: instancePath + "/waivers",
					schemaPath: "#/properties/waivers/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema6.properties.waivers.type,
					parentSchema: schema6.properties.waivers,
					data: data6
				};
				if (vErrors === null) vErrors = [err13];
				else vErrors.push(err13);
				errors++;
			}
		}
		if (data.rules !== void 0) {
			let data8 = data.rules;
			if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
				for (const key2 in data8) {
					const _errs20 = errors;
					if (!(key2 === "cert/ca-as-leaf" || key2 === "cert/client-usage-missing" || key2 === "cert/expired" || key2 === "cert/expires-soon" || key2 === "cert/known-key" || key2 === "cert/not-a-ca" || key2 === "cert/not-yet-valid" || key2 === "cert/path-length" || key2 === "cert/san-mismatch" || key2 === "cert/san-missing" || key2 === "cert/self-signed" || key2 === "cert/serial" || key2 === "cert/server-usage-missing" || key2 === "cert/shared" || key2 === "cert/unreadable" || key2 === "cert/unsupported" || key2 === "cert/validity-too-long" || key2 === "cert/weak-key" || key2 === "cert/weak-signature" || key2 === "cert/wildcard" || key2 === "config/address-invalid" || key2 === "config/allow-list-loose" || key2 === "config/allow-list-missing" || key2 === "config/allow-list-single" || key2 === "config/allow-list-version" || key2 === "config/cipher-setting-ignored" || key2 === "config/client-certificate-not-required" || key2 === "config/dashboard-tls-incomplete" || key2 === "config/endpoint-scheme" || key2 === "config/https-without-certificate" || key2 === "config/key-ambiguous" || key2 === "config/kms-plaintext" || key2 === "config/metrics-plaintext" || key2 === "config/object-storage-plaintext" || key2 === "config/overridden" || key2 === "config/path-not-found" || key2 === "config/path-relative" || key2 === "config/path-same-file" || key2 === "config/plaintext-url" || key2 === "config/receiver-plaintext" || key2 === "config/scheme-mismatch" || key2 === "config/secret-inline" || key2 === "config/status-address-exposed" || key2 === "config/status-anonymous" || key2 === "config/syntax" || key2 === "config/template" || key2 === "config/tls-incomplete" || key2 === "config/tls-off" || key2 === "config/unknown-key" || key2 === "config/wrong-type" || key2 === "deploy/certificate-request" || key2 === "deploy/certificate-unused" || key2 === "deploy/duplicate-object" || key2 === "deploy/insecure-client" || key2 === "deploy/managed-setting" || key2 === "deploy/secret-not-issued" || key2 === "deploy/setting-dropped" || key2 === "deploy/tls-flag-differs" || key2 === "env/ca-shared" || key2 === "env/certificate-profile-differs" || key2 === "env/component-missing" || key2 === "env/identity-shared" || key2 === "env/instances-differ" || key2 === "env/posture-differs" || key2 === "env/setting-differs" || key2 === "handshake/anonymous-accepted" || key2 === "handshake/differs" || key2 === "handshake/failed" || key2 === "handshake/name-accepted" || key2 === "handshake/plaintext-accepted" || key2 === "handshake/untrusted-accepted" || key2 === "handshake/weak-cipher" || key2 === "handshake/weak-protocol" || key2 === "key/committed" || key2 === "key/committed-encrypted" || key2 === "key/mismatch" || key2 === "key/permissions" || key2 === "key/weak" || key2 === "policy/base-missing" || key2 === "policy/changed" || key2 === "policy/config-stale" || key2 === "policy/not-seen" || key2 === "policy/unreadable" || key2 === "policy/waiver-expired" || key2 === "policy/waiver-expires-soon" || key2 === "policy/waiver-invalid" || key2 === "policy/waiver-unused" || key2 === "rollout/downgrade" || key2 === "rollout/full-stop" || key2 === "rollout/not-reloaded" || key2 === "rollout/restart" || key2 === "rollout/split" || key2 === "trust/ca-bundle" || key2 === "trust/ca-key-committed" || key2 === "trust/ca-mismatch" || key2 === "trust/chain-incomplete" || key2 === "trust/handshake-fails" || key2 === "trust/locked-out" || key2 === "trust/public-ca" || key2 === "trust/self-refused" || key2 === "trust/untrusted")) {
						const err14 = {
							instancePath: instancePath + "/rules",
							schemaPath: "#/properties/rules/propertyNames/enum",
							keyword: "enum",
							params: { allowedValues: schema6.properties.rules.propertyNames.enum },
							message: "must be equal to one of the allowed values",
							schema: schema6.properties.rules.propertyNames.enum,
							parentSchema: schema6.properties.rules.propertyNames,
							data: key2,
							propertyName: key2
						};
						if (vErrors === null) vErrors = [err14];
						else vErrors.push(err14);
						errors++;
					}
					if (!(_errs20 === errors)) {
						const err15 = {
							instancePath: instancePath + "/rules",
							schemaPath: "#/properties/rules/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key2 },
							message: "property name must be valid",
							schema: schema6.properties.rules.propertyNames,
							parentSchema: schema6.properties.rules,
							data: data8
						};
						if (vErrors === null) vErrors = [err15];
						else vErrors.push(err15);
						errors++;
					}
				}
				for (const key3 in data8) if (!func2.call(schema6.properties.rules.properties, key3)) {
					let data9 = data8[key3];
					if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
						for (const key4 in data9) if (!(key4 === "severity" || key4 === "tiers")) {
							const err16 = {
								instancePath: instancePath + "/rules/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
								schemaPath: "#/properties/rules/additionalProperties/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key4 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.additionalProperties,
								data: data9
							};
							if (vErrors === null) vErrors = [err16];
							else vErrors.push(err16);
							errors++;
						}
						if (data9.severity !== void 0) {
							if (!validate22(data9.severity, {
								instancePath: instancePath + "/rules/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/severity",
								parentData: data9,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data9.tiers !== void 0) {
							let data11 = data9.tiers;
							if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
								for (const key5 in data11) if (!(key5 === "production" || key5 === "staging" || key5 === "development")) {
									const err17 = {
										instancePath: instancePath + "/rules/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/tiers",
										schemaPath: "#/properties/rules/additionalProperties/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key5 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.additionalProperties.properties.tiers,
										data: data11
									};
									if (vErrors === null) vErrors = [err17];
									else vErrors.push(err17);
									errors++;
								}
								if (data11.production !== void 0) {
									if (!validate24(data11.production, {
										instancePath: instancePath + "/rules/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/tiers/production",
										parentData: data11,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
										errors = vErrors.length;
									}
								}
								if (data11.staging !== void 0) {
									if (!validate24(data11.staging, {
										instancePath: instancePath + "/rules/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/tiers/staging",
										parentData: data11,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
										errors = vErrors.length;
									}
								}
								if (data11.development !== void 0) {
									if (!validate24(data11.development, {
										instancePath: instancePath + "/rules/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/tiers/development",
										parentData: data11,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err18 = {
									instancePath: instancePath + "/rules/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/tiers",
									schemaPath: "#/properties/rules/additionalProperties/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.additionalProperties.properties.tiers.type,
									parentSchema: schema6.properties.rules.additionalProperties.properties.tiers,
									data: data11
								};
								if (vErrors === null) vErrors = [err18];
								else vErrors.push(err18);
								errors++;
							}
						}
					} else {
						const err19 = {
							instancePath: instancePath + "/rules/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/rules/additionalProperties/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.additionalProperties.type,
							parentSchema: schema6.properties.rules.additionalProperties,
							data: data9
						};
						if (vErrors === null) vErrors = [err19];
						else vErrors.push(err19);
						errors++;
					}
				}
				if (data8["cert/expires-soon"] !== void 0) {
					let data15 = data8["cert/expires-soon"];
					if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
						for (const key6 in data15) if (!(key6 === "severity" || key6 === "parameters" || key6 === "tiers")) {
							const err20 = {
								instancePath: instancePath + "/rules/cert~1expires-soon",
								schemaPath: "#/properties/rules/properties/cert~1expires-soon/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key6 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["cert/expires-soon"],
								data: data15
							};
							if (vErrors === null) vErrors = [err20];
							else vErrors.push(err20);
							errors++;
						}
						if (data15.severity !== void 0) {
							if (!validate22(data15.severity, {
								instancePath: instancePath + "/rules/cert~1expires-soon/severity",
								parentData: data15,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data15.parameters !== void 0) {
							let data17 = data15.parameters;
							if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
								for (const key7 in data17) if (!(key7 === "days")) {
									const err21 = {
										instancePath: instancePath + "/rules/cert~1expires-soon/parameters",
										schemaPath: "#/properties/rules/properties/cert~1expires-soon/properties/parameters/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key7 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["cert/expires-soon"].properties.parameters,
										data: data17
									};
									if (vErrors === null) vErrors = [err21];
									else vErrors.push(err21);
									errors++;
								}
								if (data17.days !== void 0) {
									let data18 = data17.days;
									if (!(typeof data18 == "number" && !(data18 % 1) && !isNaN(data18) && isFinite(data18))) {
										const err22 = {
											instancePath: instancePath + "/rules/cert~1expires-soon/parameters/days",
											schemaPath: "#/properties/rules/properties/cert~1expires-soon/properties/parameters/properties/days/type",
											keyword: "type",
											params: { type: "integer" },
											message: "must be integer",
											schema: schema6.properties.rules.properties["cert/expires-soon"].properties.parameters.properties.days.type,
											parentSchema: schema6.properties.rules.properties["cert/expires-soon"].properties.parameters.properties.days,
											data: data18
										};
										if (vErrors === null) vErrors = [err22];
										else vErrors.push(err22);
										errors++;
									}
									if (typeof data18 == "number" && isFinite(data18)) {
										if (data18 < 0 || isNaN(data18)) {
											const err23 = {
												instancePath: instancePath + "/rules/cert~1expires-soon/parameters/days",
												schemaPath: "#/properties/rules/properties/cert~1expires-soon/properties/parameters/properties/days/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 0
												},
												message: "must be >= 0",
												schema: 0,
												parentSchema: schema6.properties.rules.properties["cert/expires-soon"].properties.parameters.properties.days,
												data: data18
											};
											if (vErrors === null) vErrors = [err23];
											else vErrors.push(err23);
											errors++;
										}
									}
								}
							} else {
								const err24 = {
									instancePath: instancePath + "/rules/cert~1expires-soon/parameters",
									schemaPath: "#/properties/rules/properties/cert~1expires-soon/properties/parameters/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["cert/expires-soon"].properties.parameters.type,
									parentSchema: schema6.properties.rules.properties["cert/expires-soon"].properties.parameters,
									data: data17
								};
								if (vErrors === null) vErrors = [err24];
								else vErrors.push(err24);
								errors++;
							}
						}
						if (data15.tiers !== void 0) {
							let data19 = data15.tiers;
							if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
								for (const key8 in data19) if (!(key8 === "production" || key8 === "staging" || key8 === "development")) {
									const err25 = {
										instancePath: instancePath + "/rules/cert~1expires-soon/tiers",
										schemaPath: "#/properties/rules/properties/cert~1expires-soon/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key8 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["cert/expires-soon"].properties.tiers,
										data: data19
									};
									if (vErrors === null) vErrors = [err25];
									else vErrors.push(err25);
									errors++;
								}
								if (data19.production !== void 0) {
									if (!validate30(data19.production, {
										instancePath: instancePath + "/rules/cert~1expires-soon/tiers/production",
										parentData: data19,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
										errors = vErrors.length;
									}
								}
								if (data19.staging !== void 0) {
									if (!validate30(data19.staging, {
										instancePath: instancePath + "/rules/cert~1expires-soon/tiers/staging",
										parentData: data19,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
										errors = vErrors.length;
									}
								}
								if (data19.development !== void 0) {
									if (!validate30(data19.development, {
										instancePath: instancePath + "/rules/cert~1expires-soon/tiers/development",
										parentData: data19,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err26 = {
									instancePath: instancePath + "/rules/cert~1expires-soon/tiers",
									schemaPath: "#/properties/rules/properties/cert~1expires-soon/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["cert/expires-soon"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["cert/expires-soon"].properties.tiers,
									data: data19
								};
								if (vErrors === null) vErrors = [err26];
								else vErrors.push(err26);
								errors++;
							}
						}
					} else {
						const err27 = {
							instancePath: instancePath + "/rules/cert~1expires-soon",
							schemaPath: "#/properties/rules/properties/cert~1expires-soon/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["cert/expires-soon"].type,
							parentSchema: schema6.properties.rules.properties["cert/expires-soon"],
							data: data15
						};
						if (vErrors === null) vErrors = [err27];
						else vErrors.push(err27);
						errors++;
					}
				}
				if (data8["cert/shared"] !== void 0) {
					let data23 = data8["cert/shared"];
					if (data23 && typeof data23 == "object" && !Array.isArray(data23)) {
						for (const key9 in data23) if (!(key9 === "severity" || key9 === "variants" || key9 === "parameters" || key9 === "tiers")) {
							const err28 = {
								instancePath: instancePath + "/rules/cert~1shared",
								schemaPath: "#/properties/rules/properties/cert~1shared/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key9 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["cert/shared"],
								data: data23
							};
							if (vErrors === null) vErrors = [err28];
							else vErrors.push(err28);
							errors++;
						}
						if (data23.severity !== void 0) {
							if (!validate22(data23.severity, {
								instancePath: instancePath + "/rules/cert~1shared/severity",
								parentData: data23,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data23.variants !== void 0) {
							let data25 = data23.variants;
							if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
								for (const key10 in data25) if (!(key10 === "across-tiers")) {
									const err29 = {
										instancePath: instancePath + "/rules/cert~1shared/variants",
										schemaPath: "#/properties/rules/properties/cert~1shared/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key10 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["cert/shared"].properties.variants,
										data: data25
									};
									if (vErrors === null) vErrors = [err29];
									else vErrors.push(err29);
									errors++;
								}
								if (data25["across-tiers"] !== void 0) {
									if (!validate22(data25["across-tiers"], {
										instancePath: instancePath + "/rules/cert~1shared/variants/across-tiers",
										parentData: data25,
										parentDataProperty: "across-tiers",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err30 = {
									instancePath: instancePath + "/rules/cert~1shared/variants",
									schemaPath: "#/properties/rules/properties/cert~1shared/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["cert/shared"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["cert/shared"].properties.variants,
									data: data25
								};
								if (vErrors === null) vErrors = [err30];
								else vErrors.push(err30);
								errors++;
							}
						}
						if (data23.parameters !== void 0) {
							let data27 = data23.parameters;
							if (data27 && typeof data27 == "object" && !Array.isArray(data27)) {
								for (const key11 in data27) if (!(key11 === "components" || key11 === "instances" || key11 === "environments")) {
									const err31 = {
										instancePath: instancePath + "/rules/cert~1shared/parameters",
										schemaPath: "#/properties/rules/properties/cert~1shared/properties/parameters/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key11 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["cert/shared"].properties.parameters,
										data: data27
									};
									if (vErrors === null) vErrors = [err31];
									else vErrors.push(err31);
									errors++;
								}
								if (data27.components !== void 0) {
									let data28 = data27.components;
									if (typeof data28 !== "boolean") {
										const err32 = {
											instancePath: instancePath + "/rules/cert~1shared/parameters/components",
											schemaPath: "#/properties/rules/properties/cert~1shared/properties/parameters/properties/components/type",
											keyword: "type",
											params: { type: "boolean" },
											message: "must be boolean",
											schema: schema6.properties.rules.properties["cert/shared"].properties.parameters.properties.components.type,
											parentSchema: schema6.properties.rules.properties["cert/shared"].properties.parameters.properties.components,
											data: data28
										};
										if (vErrors === null) vErrors = [err32];
										else vErrors.push(err32);
										errors++;
									}
								}
								if (data27.instances !== void 0) {
									let data29 = data27.instances;
									if (typeof data29 !== "boolean") {
										const err33 = {
											instancePath: instancePath + "/rules/cert~1shared/parameters/instances",
											schemaPath: "#/properties/rules/properties/cert~1shared/properties/parameters/properties/instances/type",
											keyword: "type",
											params: { type: "boolean" },
											message: "must be boolean",
											schema: schema6.properties.rules.properties["cert/shared"].properties.parameters.properties.instances.type,
											parentSchema: schema6.properties.rules.properties["cert/shared"].properties.parameters.properties.instances,
											data: data29
										};
										if (vErrors === null) vErrors = [err33];
										else vErrors.push(err33);
										errors++;
									}
								}
								if (data27.environments !== void 0) {
									let data30 = data27.environments;
									if (typeof data30 !== "boolean") {
										const err34 = {
											instancePath: instancePath + "/rules/cert~1shared/parameters/environments",
											schemaPath: "#/properties/rules/properties/cert~1shared/properties/parameters/properties/environments/type",
											keyword: "type",
											params: { type: "boolean" },
											message: "must be boolean",
											schema: schema6.properties.rules.properties["cert/shared"].properties.parameters.properties.environments.type,
											parentSchema: schema6.properties.rules.properties["cert/shared"].properties.parameters.properties.environments,
											data: data30
										};
										if (vErrors === null) vErrors = [err34];
										else vErrors.push(err34);
										errors++;
									}
								}
							} else {
								const err35 = {
									instancePath: instancePath + "/rules/cert~1shared/parameters",
									schemaPath: "#/properties/rules/properties/cert~1shared/properties/parameters/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["cert/shared"].properties.parameters.type,
									parentSchema: schema6.properties.rules.properties["cert/shared"].properties.parameters,
									data: data27
								};
								if (vErrors === null) vErrors = [err35];
								else vErrors.push(err35);
								errors++;
							}
						}
						if (data23.tiers !== void 0) {
							let data31 = data23.tiers;
							if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
								for (const key12 in data31) if (!(key12 === "production" || key12 === "staging" || key12 === "development")) {
									const err36 = {
										instancePath: instancePath + "/rules/cert~1shared/tiers",
										schemaPath: "#/properties/rules/properties/cert~1shared/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key12 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["cert/shared"].properties.tiers,
										data: data31
									};
									if (vErrors === null) vErrors = [err36];
									else vErrors.push(err36);
									errors++;
								}
								if (data31.production !== void 0) {
									if (!validate37(data31.production, {
										instancePath: instancePath + "/rules/cert~1shared/tiers/production",
										parentData: data31,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
										errors = vErrors.length;
									}
								}
								if (data31.staging !== void 0) {
									if (!validate37(data31.staging, {
										instancePath: instancePath + "/rules/cert~1shared/tiers/staging",
										parentData: data31,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
										errors = vErrors.length;
									}
								}
								if (data31.development !== void 0) {
									if (!validate37(data31.development, {
										instancePath: instancePath + "/rules/cert~1shared/tiers/development",
										parentData: data31,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err37 = {
									instancePath: instancePath + "/rules/cert~1shared/tiers",
									schemaPath: "#/properties/rules/properties/cert~1shared/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["cert/shared"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["cert/shared"].properties.tiers,
									data: data31
								};
								if (vErrors === null) vErrors = [err37];
								else vErrors.push(err37);
								errors++;
							}
						}
					} else {
						const err38 = {
							instancePath: instancePath + "/rules/cert~1shared",
							schemaPath: "#/properties/rules/properties/cert~1shared/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["cert/shared"].type,
							parentSchema: schema6.properties.rules.properties["cert/shared"],
							data: data23
						};
						if (vErrors === null) vErrors = [err38];
						else vErrors.push(err38);
						errors++;
					}
				}
				if (data8["cert/validity-too-long"] !== void 0) {
					let data35 = data8["cert/validity-too-long"];
					if (data35 && typeof data35 == "object" && !Array.isArray(data35)) {
						for (const key13 in data35) if (!(key13 === "severity" || key13 === "parameters" || key13 === "tiers")) {
							const err39 = {
								instancePath: instancePath + "/rules/cert~1validity-too-long",
								schemaPath: "#/properties/rules/properties/cert~1validity-too-long/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key13 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["cert/validity-too-long"],
								data: data35
							};
							if (vErrors === null) vErrors = [err39];
							else vErrors.push(err39);
							errors++;
						}
						if (data35.severity !== void 0) {
							if (!validate22(data35.severity, {
								instancePath: instancePath + "/rules/cert~1validity-too-long/severity",
								parentData: data35,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data35.parameters !== void 0) {
							let data37 = data35.parameters;
							if (data37 && typeof data37 == "object" && !Array.isArray(data37)) {
								for (const key14 in data37) if (!(key14 === "days" || key14 === "ca-days")) {
									const err40 = {
										instancePath: instancePath + "/rules/cert~1validity-too-long/parameters",
										schemaPath: "#/properties/rules/properties/cert~1validity-too-long/properties/parameters/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key14 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["cert/validity-too-long"].properties.parameters,
										data: data37
									};
									if (vErrors === null) vErrors = [err40];
									else vErrors.push(err40);
									errors++;
								}
								if (data37.days !== void 0) {
									let data38 = data37.days;
									if (!(typeof data38 == "number" && !(data38 % 1) && !isNaN(data38) && isFinite(data38))) {
										const err41 = {
											instancePath: instancePath + "/rules/cert~1validity-too-long/parameters/days",
											schemaPath: "#/properties/rules/properties/cert~1validity-too-long/properties/parameters/properties/days/type",
											keyword: "type",
											params: { type: "integer" },
											message: "must be integer",
											schema: schema6.properties.rules.properties["cert/validity-too-long"].properties.parameters.properties.days.type,
											parentSchema: schema6.properties.rules.properties["cert/validity-too-long"].properties.parameters.properties.days,
											data: data38
										};
										if (vErrors === null) vErrors = [err41];
										else vErrors.push(err41);
										errors++;
									}
									if (typeof data38 == "number" && isFinite(data38)) {
										if (data38 < 1 || isNaN(data38)) {
											const err42 = {
												instancePath: instancePath + "/rules/cert~1validity-too-long/parameters/days",
												schemaPath: "#/properties/rules/properties/cert~1validity-too-long/properties/parameters/properties/days/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 1
												},
												message: "must be >= 1",
												schema: 1,
												parentSchema: schema6.properties.rules.properties["cert/validity-too-long"].properties.parameters.properties.days,
												data: data38
											};
											if (vErrors === null) vErrors = [err42];
											else vErrors.push(err42);
											errors++;
										}
									}
								}
								if (data37["ca-days"] !== void 0) {
									let data39 = data37["ca-days"];
									if (!(typeof data39 == "number" && !(data39 % 1) && !isNaN(data39) && isFinite(data39))) {
										const err43 = {
											instancePath: instancePath + "/rules/cert~1validity-too-long/parameters/ca-days",
											schemaPath: "#/properties/rules/properties/cert~1validity-too-long/properties/parameters/properties/ca-days/type",
											keyword: "type",
											params: { type: "integer" },
											message: "must be integer",
											schema: schema6.properties.rules.properties["cert/validity-too-long"].properties.parameters.properties["ca-days"].type,
											parentSchema: schema6.properties.rules.properties["cert/validity-too-long"].properties.parameters.properties["ca-days"],
											data: data39
										};
										if (vErrors === null) vErrors = [err43];
										else vErrors.push(err43);
										errors++;
									}
									if (typeof data39 == "number" && isFinite(data39)) {
										if (data39 < 0 || isNaN(data39)) {
											const err44 = {
												instancePath: instancePath + "/rules/cert~1validity-too-long/parameters/ca-days",
												schemaPath: "#/properties/rules/properties/cert~1validity-too-long/properties/parameters/properties/ca-days/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 0
												},
												message: "must be >= 0",
												schema: 0,
												parentSchema: schema6.properties.rules.properties["cert/validity-too-long"].properties.parameters.properties["ca-days"],
												data: data39
											};
											if (vErrors === null) vErrors = [err44];
											else vErrors.push(err44);
											errors++;
										}
									}
								}
							} else {
								const err45 = {
									instancePath: instancePath + "/rules/cert~1validity-too-long/parameters",
									schemaPath: "#/properties/rules/properties/cert~1validity-too-long/properties/parameters/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["cert/validity-too-long"].properties.parameters.type,
									parentSchema: schema6.properties.rules.properties["cert/validity-too-long"].properties.parameters,
									data: data37
								};
								if (vErrors === null) vErrors = [err45];
								else vErrors.push(err45);
								errors++;
							}
						}
						if (data35.tiers !== void 0) {
							let data40 = data35.tiers;
							if (data40 && typeof data40 == "object" && !Array.isArray(data40)) {
								for (const key15 in data40) if (!(key15 === "production" || key15 === "staging" || key15 === "development")) {
									const err46 = {
										instancePath: instancePath + "/rules/cert~1validity-too-long/tiers",
										schemaPath: "#/properties/rules/properties/cert~1validity-too-long/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key15 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["cert/validity-too-long"].properties.tiers,
										data: data40
									};
									if (vErrors === null) vErrors = [err46];
									else vErrors.push(err46);
									errors++;
								}
								if (data40.production !== void 0) {
									if (!validate44(data40.production, {
										instancePath: instancePath + "/rules/cert~1validity-too-long/tiers/production",
										parentData: data40,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
										errors = vErrors.length;
									}
								}
								if (data40.staging !== void 0) {
									if (!validate44(data40.staging, {
										instancePath: instancePath + "/rules/cert~1validity-too-long/tiers/staging",
										parentData: data40,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
										errors = vErrors.length;
									}
								}
								if (data40.development !== void 0) {
									if (!validate44(data40.development, {
										instancePath: instancePath + "/rules/cert~1validity-too-long/tiers/development",
										parentData: data40,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err47 = {
									instancePath: instancePath + "/rules/cert~1validity-too-long/tiers",
									schemaPath: "#/properties/rules/properties/cert~1validity-too-long/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["cert/validity-too-long"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["cert/validity-too-long"].properties.tiers,
									data: data40
								};
								if (vErrors === null) vErrors = [err47];
								else vErrors.push(err47);
								errors++;
							}
						}
					} else {
						const err48 = {
							instancePath: instancePath + "/rules/cert~1validity-too-long",
							schemaPath: "#/properties/rules/properties/cert~1validity-too-long/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["cert/validity-too-long"].type,
							parentSchema: schema6.properties.rules.properties["cert/validity-too-long"],
							data: data35
						};
						if (vErrors === null) vErrors = [err48];
						else vErrors.push(err48);
						errors++;
					}
				}
				if (data8["cert/weak-key"] !== void 0) {
					let data44 = data8["cert/weak-key"];
					if (data44 && typeof data44 == "object" && !Array.isArray(data44)) {
						for (const key16 in data44) if (!(key16 === "severity" || key16 === "parameters" || key16 === "tiers")) {
							const err49 = {
								instancePath: instancePath + "/rules/cert~1weak-key",
								schemaPath: "#/properties/rules/properties/cert~1weak-key/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key16 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["cert/weak-key"],
								data: data44
							};
							if (vErrors === null) vErrors = [err49];
							else vErrors.push(err49);
							errors++;
						}
						if (data44.severity !== void 0) {
							if (!validate22(data44.severity, {
								instancePath: instancePath + "/rules/cert~1weak-key/severity",
								parentData: data44,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data44.parameters !== void 0) {
							let data46 = data44.parameters;
							if (data46 && typeof data46 == "object" && !Array.isArray(data46)) {
								for (const key17 in data46) if (!(key17 === "rsa-bits" || key17 === "curves")) {
									const err50 = {
										instancePath: instancePath + "/rules/cert~1weak-key/parameters",
										schemaPath: "#/properties/rules/properties/cert~1weak-key/properties/parameters/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key17 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters,
										data: data46
									};
									if (vErrors === null) vErrors = [err50];
									else vErrors.push(err50);
									errors++;
								}
								if (data46["rsa-bits"] !== void 0) {
									let data47 = data46["rsa-bits"];
									if (!(typeof data47 == "number" && !(data47 % 1) && !isNaN(data47) && isFinite(data47))) {
										const err51 = {
											instancePath: instancePath + "/rules/cert~1weak-key/parameters/rsa-bits",
											schemaPath: "#/properties/rules/properties/cert~1weak-key/properties/parameters/properties/rsa-bits/type",
											keyword: "type",
											params: { type: "integer" },
											message: "must be integer",
											schema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.properties["rsa-bits"].type,
											parentSchema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.properties["rsa-bits"],
											data: data47
										};
										if (vErrors === null) vErrors = [err51];
										else vErrors.push(err51);
										errors++;
									}
									if (typeof data47 == "number" && isFinite(data47)) {
										if (data47 < 1024 || isNaN(data47)) {
											const err52 = {
												instancePath: instancePath + "/rules/cert~1weak-key/parameters/rsa-bits",
												schemaPath: "#/properties/rules/properties/cert~1weak-key/properties/parameters/properties/rsa-bits/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 1024
												},
												message: "must be >= 1024",
												schema: 1024,
												parentSchema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.properties["rsa-bits"],
												data: data47
											};
											if (vErrors === null) vErrors = [err52];
											else vErrors.push(err52);
											errors++;
										}
									}
								}
								if (data46.curves !== void 0) {
									let data48 = data46.curves;
									if (Array.isArray(data48)) {
										const len1 = data48.length;
										for (let i1 = 0; i1 < len1; i1++) {
											let data49 = data48[i1];
											if (typeof data49 !== "string") {
												const err53 = {
													instancePath: instancePath + "/rules/cert~1weak-key/parameters/curves/" + i1,
													schemaPath: "#/properties/rules/properties/cert~1weak-key/properties/parameters/properties/curves/items/type",
													keyword: "type",
													params: { type: "string" },
													message: "must be string",
													schema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.properties.curves.items.type,
													parentSchema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.properties.curves.items,
													data: data49
												};
												if (vErrors === null) vErrors = [err53];
												else vErrors.push(err53);
												errors++;
											}
											if (!(data49 === "P-256" || data49 === "P-384" || data49 === "P-521")) {
												const err54 = {
													instancePath: instancePath + "/rules/cert~1weak-key/parameters/curves/" + i1,
													schemaPath: "#/properties/rules/properties/cert~1weak-key/properties/parameters/properties/curves/items/enum",
													keyword: "enum",
													params: { allowedValues: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.properties.curves.items.enum },
													message: "must be equal to one of the allowed values",
													schema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.properties.curves.items.enum,
													parentSchema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.properties.curves.items,
													data: data49
												};
												if (vErrors === null) vErrors = [err54];
												else vErrors.push(err54);
												errors++;
											}
										}
									} else {
										const err55 = {
											instancePath: instancePath + "/rules/cert~1weak-key/parameters/curves",
											schemaPath: "#/properties/rules/properties/cert~1weak-key/properties/parameters/properties/curves/type",
											keyword: "type",
											params: { type: "array" },
											message: "must be array",
											schema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.properties.curves.type,
											parentSchema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.properties.curves,
											data: data48
										};
										if (vErrors === null) vErrors = [err55];
										else vErrors.push(err55);
										errors++;
									}
								}
							} else {
								const err56 = {
									instancePath: instancePath + "/rules/cert~1weak-key/parameters",
									schemaPath: "#/properties/rules/properties/cert~1weak-key/properties/parameters/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters.type,
									parentSchema: schema6.properties.rules.properties["cert/weak-key"].properties.parameters,
									data: data46
								};
								if (vErrors === null) vErrors = [err56];
								else vErrors.push(err56);
								errors++;
							}
						}
						if (data44.tiers !== void 0) {
							let data50 = data44.tiers;
							if (data50 && typeof data50 == "object" && !Array.isArray(data50)) {
								for (const key18 in data50) if (!(key18 === "production" || key18 === "staging" || key18 === "development")) {
									const err57 = {
										instancePath: instancePath + "/rules/cert~1weak-key/tiers",
										schemaPath: "#/properties/rules/properties/cert~1weak-key/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key18 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["cert/weak-key"].properties.tiers,
										data: data50
									};
									if (vErrors === null) vErrors = [err57];
									else vErrors.push(err57);
									errors++;
								}
								if (data50.production !== void 0) {
									if (!validate50(data50.production, {
										instancePath: instancePath + "/rules/cert~1weak-key/tiers/production",
										parentData: data50,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
										errors = vErrors.length;
									}
								}
								if (data50.staging !== void 0) {
									if (!validate50(data50.staging, {
										instancePath: instancePath + "/rules/cert~1weak-key/tiers/staging",
										parentData: data50,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
										errors = vErrors.length;
									}
								}
								if (data50.development !== void 0) {
									if (!validate50(data50.development, {
										instancePath: instancePath + "/rules/cert~1weak-key/tiers/development",
										parentData: data50,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err58 = {
									instancePath: instancePath + "/rules/cert~1weak-key/tiers",
									schemaPath: "#/properties/rules/properties/cert~1weak-key/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["cert/weak-key"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["cert/weak-key"].properties.tiers,
									data: data50
								};
								if (vErrors === null) vErrors = [err58];
								else vErrors.push(err58);
								errors++;
							}
						}
					} else {
						const err59 = {
							instancePath: instancePath + "/rules/cert~1weak-key",
							schemaPath: "#/properties/rules/properties/cert~1weak-key/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["cert/weak-key"].type,
							parentSchema: schema6.properties.rules.properties["cert/weak-key"],
							data: data44
						};
						if (vErrors === null) vErrors = [err59];
						else vErrors.push(err59);
						errors++;
					}
				}
				if (data8["config/allow-list-loose"] !== void 0) {
					let data54 = data8["config/allow-list-loose"];
					if (data54 && typeof data54 == "object" && !Array.isArray(data54)) {
						for (const key19 in data54) if (!(key19 === "severity" || key19 === "variants" || key19 === "tiers")) {
							const err60 = {
								instancePath: instancePath + "/rules/config~1allow-list-loose",
								schemaPath: "#/properties/rules/properties/config~1allow-list-loose/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key19 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["config/allow-list-loose"],
								data: data54
							};
							if (vErrors === null) vErrors = [err60];
							else vErrors.push(err60);
							errors++;
						}
						if (data54.severity !== void 0) {
							if (!validate22(data54.severity, {
								instancePath: instancePath + "/rules/config~1allow-list-loose/severity",
								parentData: data54,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data54.variants !== void 0) {
							let data56 = data54.variants;
							if (data56 && typeof data56 == "object" && !Array.isArray(data56)) {
								for (const key20 in data56) if (!(key20 === "intruder")) {
									const err61 = {
										instancePath: instancePath + "/rules/config~1allow-list-loose/variants",
										schemaPath: "#/properties/rules/properties/config~1allow-list-loose/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key20 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["config/allow-list-loose"].properties.variants,
										data: data56
									};
									if (vErrors === null) vErrors = [err61];
									else vErrors.push(err61);
									errors++;
								}
								if (data56.intruder !== void 0) {
									if (!validate22(data56.intruder, {
										instancePath: instancePath + "/rules/config~1allow-list-loose/variants/intruder",
										parentData: data56,
										parentDataProperty: "intruder",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err62 = {
									instancePath: instancePath + "/rules/config~1allow-list-loose/variants",
									schemaPath: "#/properties/rules/properties/config~1allow-list-loose/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["config/allow-list-loose"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["config/allow-list-loose"].properties.variants,
									data: data56
								};
								if (vErrors === null) vErrors = [err62];
								else vErrors.push(err62);
								errors++;
							}
						}
						if (data54.tiers !== void 0) {
							let data58 = data54.tiers;
							if (data58 && typeof data58 == "object" && !Array.isArray(data58)) {
								for (const key21 in data58) if (!(key21 === "production" || key21 === "staging" || key21 === "development")) {
									const err63 = {
										instancePath: instancePath + "/rules/config~1allow-list-loose/tiers",
										schemaPath: "#/properties/rules/properties/config~1allow-list-loose/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key21 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["config/allow-list-loose"].properties.tiers,
										data: data58
									};
									if (vErrors === null) vErrors = [err63];
									else vErrors.push(err63);
									errors++;
								}
								if (data58.production !== void 0) {
									if (!validate57(data58.production, {
										instancePath: instancePath + "/rules/config~1allow-list-loose/tiers/production",
										parentData: data58,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
										errors = vErrors.length;
									}
								}
								if (data58.staging !== void 0) {
									if (!validate57(data58.staging, {
										instancePath: instancePath + "/rules/config~1allow-list-loose/tiers/staging",
										parentData: data58,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
										errors = vErrors.length;
									}
								}
								if (data58.development !== void 0) {
									if (!validate57(data58.development, {
										instancePath: instancePath + "/rules/config~1allow-list-loose/tiers/development",
										parentData: data58,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err64 = {
									instancePath: instancePath + "/rules/config~1allow-list-loose/tiers",
									schemaPath: "#/properties/rules/properties/config~1allow-list-loose/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["config/allow-list-loose"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["config/allow-list-loose"].properties.tiers,
									data: data58
								};
								if (vErrors === null) vErrors = [err64];
								else vErrors.push(err64);
								errors++;
							}
						}
					} else {
						const err65 = {
							instancePath: instancePath + "/rules/config~1allow-list-loose",
							schemaPath: "#/properties/rules/properties/config~1allow-list-loose/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["config/allow-list-loose"].type,
							parentSchema: schema6.properties.rules.properties["config/allow-list-loose"],
							data: data54
						};
						if (vErrors === null) vErrors = [err65];
						else vErrors.push(err65);
						errors++;
					}
				}
				if (data8["config/path-not-found"] !== void 0) {
					let data62 = data8["config/path-not-found"];
					if (data62 && typeof data62 == "object" && !Array.isArray(data62)) {
						for (const key22 in data62) if (!(key22 === "severity" || key22 === "variants" || key22 === "tiers")) {
							const err66 = {
								instancePath: instancePath + "/rules/config~1path-not-found",
								schemaPath: "#/properties/rules/properties/config~1path-not-found/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key22 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["config/path-not-found"],
								data: data62
							};
							if (vErrors === null) vErrors = [err66];
							else vErrors.push(err66);
							errors++;
						}
						if (data62.severity !== void 0) {
							if (!validate22(data62.severity, {
								instancePath: instancePath + "/rules/config~1path-not-found/severity",
								parentData: data62,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data62.variants !== void 0) {
							let data64 = data62.variants;
							if (data64 && typeof data64 == "object" && !Array.isArray(data64)) {
								for (const key23 in data64) if (!(key23 === "not-mounted")) {
									const err67 = {
										instancePath: instancePath + "/rules/config~1path-not-found/variants",
										schemaPath: "#/properties/rules/properties/config~1path-not-found/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key23 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["config/path-not-found"].properties.variants,
										data: data64
									};
									if (vErrors === null) vErrors = [err67];
									else vErrors.push(err67);
									errors++;
								}
								if (data64["not-mounted"] !== void 0) {
									if (!validate22(data64["not-mounted"], {
										instancePath: instancePath + "/rules/config~1path-not-found/variants/not-mounted",
										parentData: data64,
										parentDataProperty: "not-mounted",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err68 = {
									instancePath: instancePath + "/rules/config~1path-not-found/variants",
									schemaPath: "#/properties/rules/properties/config~1path-not-found/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["config/path-not-found"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["config/path-not-found"].properties.variants,
									data: data64
								};
								if (vErrors === null) vErrors = [err68];
								else vErrors.push(err68);
								errors++;
							}
						}
						if (data62.tiers !== void 0) {
							let data66 = data62.tiers;
							if (data66 && typeof data66 == "object" && !Array.isArray(data66)) {
								for (const key24 in data66) if (!(key24 === "production" || key24 === "staging" || key24 === "development")) {
									const err69 = {
										instancePath: instancePath + "/rules/config~1path-not-found/tiers",
										schemaPath: "#/properties/rules/properties/config~1path-not-found/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key24 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["config/path-not-found"].properties.tiers,
										data: data66
									};
									if (vErrors === null) vErrors = [err69];
									else vErrors.push(err69);
									errors++;
								}
								if (data66.production !== void 0) {
									if (!validate65(data66.production, {
										instancePath: instancePath + "/rules/config~1path-not-found/tiers/production",
										parentData: data66,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
										errors = vErrors.length;
									}
								}
								if (data66.staging !== void 0) {
									if (!validate65(data66.staging, {
										instancePath: instancePath + "/rules/config~1path-not-found/tiers/staging",
										parentData: data66,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
										errors = vErrors.length;
									}
								}
								if (data66.development !== void 0) {
									if (!validate65(data66.development, {
										instancePath: instancePath + "/rules/config~1path-not-found/tiers/development",
										parentData: data66,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err70 = {
									instancePath: instancePath + "/rules/config~1path-not-found/tiers",
									schemaPath: "#/properties/rules/properties/config~1path-not-found/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["config/path-not-found"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["config/path-not-found"].properties.tiers,
									data: data66
								};
								if (vErrors === null) vErrors = [err70];
								else vErrors.push(err70);
								errors++;
							}
						}
					} else {
						const err71 = {
							instancePath: instancePath + "/rules/config~1path-not-found",
							schemaPath: "#/properties/rules/properties/config~1path-not-found/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["config/path-not-found"].type,
							parentSchema: schema6.properties.rules.properties["config/path-not-found"],
							data: data62
						};
						if (vErrors === null) vErrors = [err71];
						else vErrors.push(err71);
						errors++;
					}
				}
				if (data8["config/unknown-key"] !== void 0) {
					let data70 = data8["config/unknown-key"];
					if (data70 && typeof data70 == "object" && !Array.isArray(data70)) {
						for (const key25 in data70) if (!(key25 === "severity" || key25 === "variants" || key25 === "tiers")) {
							const err72 = {
								instancePath: instancePath + "/rules/config~1unknown-key",
								schemaPath: "#/properties/rules/properties/config~1unknown-key/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key25 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["config/unknown-key"],
								data: data70
							};
							if (vErrors === null) vErrors = [err72];
							else vErrors.push(err72);
							errors++;
						}
						if (data70.severity !== void 0) {
							if (!validate22(data70.severity, {
								instancePath: instancePath + "/rules/config~1unknown-key/severity",
								parentData: data70,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data70.variants !== void 0) {
							let data72 = data70.variants;
							if (data72 && typeof data72 == "object" && !Array.isArray(data72)) {
								for (const key26 in data72) if (!(key26 === "tls-setting")) {
									const err73 = {
										instancePath: instancePath + "/rules/config~1unknown-key/variants",
										schemaPath: "#/properties/rules/properties/config~1unknown-key/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key26 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["config/unknown-key"].properties.variants,
										data: data72
									};
									if (vErrors === null) vErrors = [err73];
									else vErrors.push(err73);
									errors++;
								}
								if (data72["tls-setting"] !== void 0) {
									if (!validate22(data72["tls-setting"], {
										instancePath: instancePath + "/rules/config~1unknown-key/variants/tls-setting",
										parentData: data72,
										parentDataProperty: "tls-setting",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err74 = {
									instancePath: instancePath + "/rules/config~1unknown-key/variants",
									schemaPath: "#/properties/rules/properties/config~1unknown-key/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["config/unknown-key"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["config/unknown-key"].properties.variants,
									data: data72
								};
								if (vErrors === null) vErrors = [err74];
								else vErrors.push(err74);
								errors++;
							}
						}
						if (data70.tiers !== void 0) {
							let data74 = data70.tiers;
							if (data74 && typeof data74 == "object" && !Array.isArray(data74)) {
								for (const key27 in data74) if (!(key27 === "production" || key27 === "staging" || key27 === "development")) {
									const err75 = {
										instancePath: instancePath + "/rules/config~1unknown-key/tiers",
										schemaPath: "#/properties/rules/properties/config~1unknown-key/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key27 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["config/unknown-key"].properties.tiers,
										data: data74
									};
									if (vErrors === null) vErrors = [err75];
									else vErrors.push(err75);
									errors++;
								}
								if (data74.production !== void 0) {
									if (!validate73(data74.production, {
										instancePath: instancePath + "/rules/config~1unknown-key/tiers/production",
										parentData: data74,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
										errors = vErrors.length;
									}
								}
								if (data74.staging !== void 0) {
									if (!validate73(data74.staging, {
										instancePath: instancePath + "/rules/config~1unknown-key/tiers/staging",
										parentData: data74,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
										errors = vErrors.length;
									}
								}
								if (data74.development !== void 0) {
									if (!validate73(data74.development, {
										instancePath: instancePath + "/rules/config~1unknown-key/tiers/development",
										parentData: data74,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err76 = {
									instancePath: instancePath + "/rules/config~1unknown-key/tiers",
									schemaPath: "#/properties/rules/properties/config~1unknown-key/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["config/unknown-key"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["config/unknown-key"].properties.tiers,
									data: data74
								};
								if (vErrors === null) vErrors = [err76];
								else vErrors.push(err76);
								errors++;
							}
						}
					} else {
						const err77 = {
							instancePath: instancePath + "/rules/config~1unknown-key",
							schemaPath: "#/properties/rules/properties/config~1unknown-key/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["config/unknown-key"].type,
							parentSchema: schema6.properties.rules.properties["config/unknown-key"],
							data: data70
						};
						if (vErrors === null) vErrors = [err77];
						else vErrors.push(err77);
						errors++;
					}
				}
				if (data8["deploy/certificate-request"] !== void 0) {
					let data78 = data8["deploy/certificate-request"];
					if (data78 && typeof data78 == "object" && !Array.isArray(data78)) {
						for (const key28 in data78) if (!(key28 === "severity" || key28 === "variants" || key28 === "parameters" || key28 === "tiers")) {
							const err78 = {
								instancePath: instancePath + "/rules/deploy~1certificate-request",
								schemaPath: "#/properties/rules/properties/deploy~1certificate-request/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key28 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["deploy/certificate-request"],
								data: data78
							};
							if (vErrors === null) vErrors = [err78];
							else vErrors.push(err78);
							errors++;
						}
						if (data78.severity !== void 0) {
							if (!validate22(data78.severity, {
								instancePath: instancePath + "/rules/deploy~1certificate-request/severity",
								parentData: data78,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data78.variants !== void 0) {
							let data80 = data78.variants;
							if (data80 && typeof data80 == "object" && !Array.isArray(data80)) {
								for (const key29 in data80) if (!(key29 === "lifetime" || key29 === "names" || key29 === "renewal" || key29 === "self-signed" || key29 === "usage" || key29 === "weak-key")) {
									const err79 = {
										instancePath: instancePath + "/rules/deploy~1certificate-request/variants",
										schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key29 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.variants,
										data: data80
									};
									if (vErrors === null) vErrors = [err79];
									else vErrors.push(err79);
									errors++;
								}
								if (data80.lifetime !== void 0) {
									if (!validate22(data80.lifetime, {
										instancePath: instancePath + "/rules/deploy~1certificate-request/variants/lifetime",
										parentData: data80,
										parentDataProperty: "lifetime",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
								if (data80.names !== void 0) {
									if (!validate22(data80.names, {
										instancePath: instancePath + "/rules/deploy~1certificate-request/variants/names",
										parentData: data80,
										parentDataProperty: "names",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
								if (data80.renewal !== void 0) {
									if (!validate22(data80.renewal, {
										instancePath: instancePath + "/rules/deploy~1certificate-request/variants/renewal",
										parentData: data80,
										parentDataProperty: "renewal",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
								if (data80["self-signed"] !== void 0) {
									if (!validate22(data80["self-signed"], {
										instancePath: instancePath + "/rules/deploy~1certificate-request/variants/self-signed",
										parentData: data80,
										parentDataProperty: "self-signed",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
								if (data80.usage !== void 0) {
									if (!validate22(data80.usage, {
										instancePath: instancePath + "/rules/deploy~1certificate-request/variants/usage",
										parentData: data80,
										parentDataProperty: "usage",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
								if (data80["weak-key"] !== void 0) {
									if (!validate22(data80["weak-key"], {
										instancePath: instancePath + "/rules/deploy~1certificate-request/variants/weak-key",
										parentData: data80,
										parentDataProperty: "weak-key",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err80 = {
									instancePath: instancePath + "/rules/deploy~1certificate-request/variants",
									schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["deploy/certificate-request"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.variants,
									data: data80
								};
								if (vErrors === null) vErrors = [err80];
								else vErrors.push(err80);
								errors++;
							}
						}
						if (data78.parameters !== void 0) {
							let data87 = data78.parameters;
							if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
								for (const key30 in data87) if (!(key30 === "days" || key30 === "ca-days" || key30 === "rsa-bits" || key30 === "curves")) {
									const err81 = {
										instancePath: instancePath + "/rules/deploy~1certificate-request/parameters",
										schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key30 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters,
										data: data87
									};
									if (vErrors === null) vErrors = [err81];
									else vErrors.push(err81);
									errors++;
								}
								if (data87.days !== void 0) {
									let data88 = data87.days;
									if (!(typeof data88 == "number" && !(data88 % 1) && !isNaN(data88) && isFinite(data88))) {
										const err82 = {
											instancePath: instancePath + "/rules/deploy~1certificate-request/parameters/days",
											schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/properties/days/type",
											keyword: "type",
											params: { type: "integer" },
											message: "must be integer",
											schema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties.days.type,
											parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties.days,
											data: data88
										};
										if (vErrors === null) vErrors = [err82];
										else vErrors.push(err82);
										errors++;
									}
									if (typeof data88 == "number" && isFinite(data88)) {
										if (data88 < 1 || isNaN(data88)) {
											const err83 = {
												instancePath: instancePath + "/rules/deploy~1certificate-request/parameters/days",
												schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/properties/days/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 1
												},
												message: "must be >= 1",
												schema: 1,
												parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties.days,
												data: data88
											};
											if (vErrors === null) vErrors = [err83];
											else vErrors.push(err83);
											errors++;
										}
									}
								}
								if (data87["ca-days"] !== void 0) {
									let data89 = data87["ca-days"];
									if (!(typeof data89 == "number" && !(data89 % 1) && !isNaN(data89) && isFinite(data89))) {
										const err84 = {
											instancePath: instancePath + "/rules/deploy~1certificate-request/parameters/ca-days",
											schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/properties/ca-days/type",
											keyword: "type",
											params: { type: "integer" },
											message: "must be integer",
											schema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties["ca-days"].type,
											parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties["ca-days"],
											data: data89
										};
										if (vErrors === null) vErrors = [err84];
										else vErrors.push(err84);
										errors++;
									}
									if (typeof data89 == "number" && isFinite(data89)) {
										if (data89 < 0 || isNaN(data89)) {
											const err85 = {
												instancePath: instancePath + "/rules/deploy~1certificate-request/parameters/ca-days",
												schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/properties/ca-days/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 0
												},
												message: "must be >= 0",
												schema: 0,
												parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties["ca-days"],
												data: data89
											};
											if (vErrors === null) vErrors = [err85];
											else vErrors.push(err85);
											errors++;
										}
									}
								}
								if (data87["rsa-bits"] !== void 0) {
									let data90 = data87["rsa-bits"];
									if (!(typeof data90 == "number" && !(data90 % 1) && !isNaN(data90) && isFinite(data90))) {
										const err86 = {
											instancePath: instancePath + "/rules/deploy~1certificate-request/parameters/rsa-bits",
											schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/properties/rsa-bits/type",
											keyword: "type",
											params: { type: "integer" },
											message: "must be integer",
											schema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties["rsa-bits"].type,
											parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties["rsa-bits"],
											data: data90
										};
										if (vErrors === null) vErrors = [err86];
										else vErrors.push(err86);
										errors++;
									}
									if (typeof data90 == "number" && isFinite(data90)) {
										if (data90 < 1024 || isNaN(data90)) {
											const err87 = {
												instancePath: instancePath + "/rules/deploy~1certificate-request/parameters/rsa-bits",
												schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/properties/rsa-bits/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 1024
												},
												message: "must be >= 1024",
												schema: 1024,
												parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties["rsa-bits"],
												data: data90
											};
											if (vErrors === null) vErrors = [err87];
											else vErrors.push(err87);
											errors++;
										}
									}
								}
								if (data87.curves !== void 0) {
									let data91 = data87.curves;
									if (Array.isArray(data91)) {
										const len2 = data91.length;
										for (let i2 = 0; i2 < len2; i2++) {
											let data92 = data91[i2];
											if (typeof data92 !== "string") {
												const err88 = {
													instancePath: instancePath + "/rules/deploy~1certificate-request/parameters/curves/" + i2,
													schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/properties/curves/items/type",
													keyword: "type",
													params: { type: "string" },
													message: "must be string",
													schema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties.curves.items.type,
													parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties.curves.items,
													data: data92
												};
												if (vErrors === null) vErrors = [err88];
												else vErrors.push(err88);
												errors++;
											}
											if (!(data92 === "P-256" || data92 === "P-384" || data92 === "P-521")) {
												const err89 = {
													instancePath: instancePath + "/rules/deploy~1certificate-request/parameters/curves/" + i2,
													schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/properties/curves/items/enum",
													keyword: "enum",
													params: { allowedValues: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties.curves.items.enum },
													message: "must be equal to one of the allowed values",
													schema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties.curves.items.enum,
													parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties.curves.items,
													data: data92
												};
												if (vErrors === null) vErrors = [err89];
												else vErrors.push(err89);
												errors++;
											}
										}
									} else {
										const err90 = {
											instancePath: instancePath + "/rules/deploy~1certificate-request/parameters/curves",
											schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/properties/curves/type",
											keyword: "type",
											params: { type: "array" },
											message: "must be array",
											schema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties.curves.type,
											parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.properties.curves,
											data: data91
										};
										if (vErrors === null) vErrors = [err90];
										else vErrors.push(err90);
										errors++;
									}
								}
							} else {
								const err91 = {
									instancePath: instancePath + "/rules/deploy~1certificate-request/parameters",
									schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/parameters/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters.type,
									parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.parameters,
									data: data87
								};
								if (vErrors === null) vErrors = [err91];
								else vErrors.push(err91);
								errors++;
							}
						}
						if (data78.tiers !== void 0) {
							let data93 = data78.tiers;
							if (data93 && typeof data93 == "object" && !Array.isArray(data93)) {
								for (const key31 in data93) if (!(key31 === "production" || key31 === "staging" || key31 === "development")) {
									const err92 = {
										instancePath: instancePath + "/rules/deploy~1certificate-request/tiers",
										schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key31 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.tiers,
										data: data93
									};
									if (vErrors === null) vErrors = [err92];
									else vErrors.push(err92);
									errors++;
								}
								if (data93.production !== void 0) {
									if (!validate86(data93.production, {
										instancePath: instancePath + "/rules/deploy~1certificate-request/tiers/production",
										parentData: data93,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
										errors = vErrors.length;
									}
								}
								if (data93.staging !== void 0) {
									if (!validate86(data93.staging, {
										instancePath: instancePath + "/rules/deploy~1certificate-request/tiers/staging",
										parentData: data93,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
										errors = vErrors.length;
									}
								}
								if (data93.development !== void 0) {
									if (!validate86(data93.development, {
										instancePath: instancePath + "/rules/deploy~1certificate-request/tiers/development",
										parentData: data93,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err93 = {
									instancePath: instancePath + "/rules/deploy~1certificate-request/tiers",
									schemaPath: "#/properties/rules/properties/deploy~1certificate-request/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["deploy/certificate-request"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["deploy/certificate-request"].properties.tiers,
									data: data93
								};
								if (vErrors === null) vErrors = [err93];
								else vErrors.push(err93);
								errors++;
							}
						}
					} else {
						const err94 = {
							instancePath: instancePath + "/rules/deploy~1certificate-request",
							schemaPath: "#/properties/rules/properties/deploy~1certificate-request/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["deploy/certificate-request"].type,
							parentSchema: schema6.properties.rules.properties["deploy/certificate-request"],
							data: data78
						};
						if (vErrors === null) vErrors = [err94];
						else vErrors.push(err94);
						errors++;
					}
				}
				if (data8["deploy/managed-setting"] !== void 0) {
					let data97 = data8["deploy/managed-setting"];
					if (data97 && typeof data97 == "object" && !Array.isArray(data97)) {
						for (const key32 in data97) if (!(key32 === "severity" || key32 === "variants" || key32 === "tiers")) {
							const err95 = {
								instancePath: instancePath + "/rules/deploy~1managed-setting",
								schemaPath: "#/properties/rules/properties/deploy~1managed-setting/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key32 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["deploy/managed-setting"],
								data: data97
							};
							if (vErrors === null) vErrors = [err95];
							else vErrors.push(err95);
							errors++;
						}
						if (data97.severity !== void 0) {
							if (!validate22(data97.severity, {
								instancePath: instancePath + "/rules/deploy~1managed-setting/severity",
								parentData: data97,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data97.variants !== void 0) {
							let data99 = data97.variants;
							if (data99 && typeof data99 == "object" && !Array.isArray(data99)) {
								for (const key33 in data99) if (!(key33 === "refused-or-chance")) {
									const err96 = {
										instancePath: instancePath + "/rules/deploy~1managed-setting/variants",
										schemaPath: "#/properties/rules/properties/deploy~1managed-setting/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key33 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["deploy/managed-setting"].properties.variants,
										data: data99
									};
									if (vErrors === null) vErrors = [err96];
									else vErrors.push(err96);
									errors++;
								}
								if (data99["refused-or-chance"] !== void 0) {
									if (!validate22(data99["refused-or-chance"], {
										instancePath: instancePath + "/rules/deploy~1managed-setting/variants/refused-or-chance",
										parentData: data99,
										parentDataProperty: "refused-or-chance",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err97 = {
									instancePath: instancePath + "/rules/deploy~1managed-setting/variants",
									schemaPath: "#/properties/rules/properties/deploy~1managed-setting/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["deploy/managed-setting"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["deploy/managed-setting"].properties.variants,
									data: data99
								};
								if (vErrors === null) vErrors = [err97];
								else vErrors.push(err97);
								errors++;
							}
						}
						if (data97.tiers !== void 0) {
							let data101 = data97.tiers;
							if (data101 && typeof data101 == "object" && !Array.isArray(data101)) {
								for (const key34 in data101) if (!(key34 === "production" || key34 === "staging" || key34 === "development")) {
									const err98 = {
										instancePath: instancePath + "/rules/deploy~1managed-setting/tiers",
										schemaPath: "#/properties/rules/properties/deploy~1managed-setting/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key34 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["deploy/managed-setting"].properties.tiers,
										data: data101
									};
									if (vErrors === null) vErrors = [err98];
									else vErrors.push(err98);
									errors++;
								}
								if (data101.production !== void 0) {
									if (!validate99(data101.production, {
										instancePath: instancePath + "/rules/deploy~1managed-setting/tiers/production",
										parentData: data101,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
										errors = vErrors.length;
									}
								}
								if (data101.staging !== void 0) {
									if (!validate99(data101.staging, {
										instancePath: instancePath + "/rules/deploy~1managed-setting/tiers/staging",
										parentData: data101,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
										errors = vErrors.length;
									}
								}
								if (data101.development !== void 0) {
									if (!validate99(data101.development, {
										instancePath: instancePath + "/rules/deploy~1managed-setting/tiers/development",
										parentData: data101,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err99 = {
									instancePath: instancePath + "/rules/deploy~1managed-setting/tiers",
									schemaPath: "#/properties/rules/properties/deploy~1managed-setting/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["deploy/managed-setting"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["deploy/managed-setting"].properties.tiers,
									data: data101
								};
								if (vErrors === null) vErrors = [err99];
								else vErrors.push(err99);
								errors++;
							}
						}
					} else {
						const err100 = {
							instancePath: instancePath + "/rules/deploy~1managed-setting",
							schemaPath: "#/properties/rules/properties/deploy~1managed-setting/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["deploy/managed-setting"].type,
							parentSchema: schema6.properties.rules.properties["deploy/managed-setting"],
							data: data97
						};
						if (vErrors === null) vErrors = [err100];
						else vErrors.push(err100);
						errors++;
					}
				}
				if (data8["deploy/setting-dropped"] !== void 0) {
					let data105 = data8["deploy/setting-dropped"];
					if (data105 && typeof data105 == "object" && !Array.isArray(data105)) {
						for (const key35 in data105) if (!(key35 === "severity" || key35 === "variants" || key35 === "tiers")) {
							const err101 = {
								instancePath: instancePath + "/rules/deploy~1setting-dropped",
								schemaPath: "#/properties/rules/properties/deploy~1setting-dropped/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key35 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["deploy/setting-dropped"],
								data: data105
							};
							if (vErrors === null) vErrors = [err101];
							else vErrors.push(err101);
							errors++;
						}
						if (data105.severity !== void 0) {
							if (!validate22(data105.severity, {
								instancePath: instancePath + "/rules/deploy~1setting-dropped/severity",
								parentData: data105,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data105.variants !== void 0) {
							let data107 = data105.variants;
							if (data107 && typeof data107 == "object" && !Array.isArray(data107)) {
								for (const key36 in data107) if (!(key36 === "tls-setting")) {
									const err102 = {
										instancePath: instancePath + "/rules/deploy~1setting-dropped/variants",
										schemaPath: "#/properties/rules/properties/deploy~1setting-dropped/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key36 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["deploy/setting-dropped"].properties.variants,
										data: data107
									};
									if (vErrors === null) vErrors = [err102];
									else vErrors.push(err102);
									errors++;
								}
								if (data107["tls-setting"] !== void 0) {
									if (!validate22(data107["tls-setting"], {
										instancePath: instancePath + "/rules/deploy~1setting-dropped/variants/tls-setting",
										parentData: data107,
										parentDataProperty: "tls-setting",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err103 = {
									instancePath: instancePath + "/rules/deploy~1setting-dropped/variants",
									schemaPath: "#/properties/rules/properties/deploy~1setting-dropped/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["deploy/setting-dropped"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["deploy/setting-dropped"].properties.variants,
									data: data107
								};
								if (vErrors === null) vErrors = [err103];
								else vErrors.push(err103);
								errors++;
							}
						}
						if (data105.tiers !== void 0) {
							let data109 = data105.tiers;
							if (data109 && typeof data109 == "object" && !Array.isArray(data109)) {
								for (const key37 in data109) if (!(key37 === "production" || key37 === "staging" || key37 === "development")) {
									const err104 = {
										instancePath: instancePath + "/rules/deploy~1setting-dropped/tiers",
										schemaPath: "#/properties/rules/properties/deploy~1setting-dropped/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key37 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["deploy/setting-dropped"].properties.tiers,
										data: data109
									};
									if (vErrors === null) vErrors = [err104];
									else vErrors.push(err104);
									errors++;
								}
								if (data109.production !== void 0) {
									if (!validate107(data109.production, {
										instancePath: instancePath + "/rules/deploy~1setting-dropped/tiers/production",
										parentData: data109,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
										errors = vErrors.length;
									}
								}
								if (data109.staging !== void 0) {
									if (!validate107(data109.staging, {
										instancePath: instancePath + "/rules/deploy~1setting-dropped/tiers/staging",
										parentData: data109,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
										errors = vErrors.length;
									}
								}
								if (data109.development !== void 0) {
									if (!validate107(data109.development, {
										instancePath: instancePath + "/rules/deploy~1setting-dropped/tiers/development",
										parentData: data109,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err105 = {
									instancePath: instancePath + "/rules/deploy~1setting-dropped/tiers",
									schemaPath: "#/properties/rules/properties/deploy~1setting-dropped/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["deploy/setting-dropped"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["deploy/setting-dropped"].properties.tiers,
									data: data109
								};
								if (vErrors === null) vErrors = [err105];
								else vErrors.push(err105);
								errors++;
							}
						}
					} else {
						const err106 = {
							instancePath: instancePath + "/rules/deploy~1setting-dropped",
							schemaPath: "#/properties/rules/properties/deploy~1setting-dropped/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["deploy/setting-dropped"].type,
							parentSchema: schema6.properties.rules.properties["deploy/setting-dropped"],
							data: data105
						};
						if (vErrors === null) vErrors = [err106];
						else vErrors.push(err106);
						errors++;
					}
				}
				if (data8["env/posture-differs"] !== void 0) {
					let data113 = data8["env/posture-differs"];
					if (data113 && typeof data113 == "object" && !Array.isArray(data113)) {
						for (const key38 in data113) if (!(key38 === "severity" || key38 === "variants" || key38 === "tiers")) {
							const err107 = {
								instancePath: instancePath + "/rules/env~1posture-differs",
								schemaPath: "#/properties/rules/properties/env~1posture-differs/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key38 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["env/posture-differs"],
								data: data113
							};
							if (vErrors === null) vErrors = [err107];
							else vErrors.push(err107);
							errors++;
						}
						if (data113.severity !== void 0) {
							if (!validate22(data113.severity, {
								instancePath: instancePath + "/rules/env~1posture-differs/severity",
								parentData: data113,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data113.variants !== void 0) {
							let data115 = data113.variants;
							if (data115 && typeof data115 == "object" && !Array.isArray(data115)) {
								for (const key39 in data115) if (!(key39 === "production-weaker")) {
									const err108 = {
										instancePath: instancePath + "/rules/env~1posture-differs/variants",
										schemaPath: "#/properties/rules/properties/env~1posture-differs/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key39 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["env/posture-differs"].properties.variants,
										data: data115
									};
									if (vErrors === null) vErrors = [err108];
									else vErrors.push(err108);
									errors++;
								}
								if (data115["production-weaker"] !== void 0) {
									if (!validate22(data115["production-weaker"], {
										instancePath: instancePath + "/rules/env~1posture-differs/variants/production-weaker",
										parentData: data115,
										parentDataProperty: "production-weaker",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err109 = {
									instancePath: instancePath + "/rules/env~1posture-differs/variants",
									schemaPath: "#/properties/rules/properties/env~1posture-differs/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["env/posture-differs"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["env/posture-differs"].properties.variants,
									data: data115
								};
								if (vErrors === null) vErrors = [err109];
								else vErrors.push(err109);
								errors++;
							}
						}
						if (data113.tiers !== void 0) {
							let data117 = data113.tiers;
							if (data117 && typeof data117 == "object" && !Array.isArray(data117)) {
								for (const key40 in data117) if (!(key40 === "production" || key40 === "staging" || key40 === "development")) {
									const err110 = {
										instancePath: instancePath + "/rules/env~1posture-differs/tiers",
										schemaPath: "#/properties/rules/properties/env~1posture-differs/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key40 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["env/posture-differs"].properties.tiers,
										data: data117
									};
									if (vErrors === null) vErrors = [err110];
									else vErrors.push(err110);
									errors++;
								}
								if (data117.production !== void 0) {
									if (!validate115(data117.production, {
										instancePath: instancePath + "/rules/env~1posture-differs/tiers/production",
										parentData: data117,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate115.errors : vErrors.concat(validate115.errors);
										errors = vErrors.length;
									}
								}
								if (data117.staging !== void 0) {
									if (!validate115(data117.staging, {
										instancePath: instancePath + "/rules/env~1posture-differs/tiers/staging",
										parentData: data117,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate115.errors : vErrors.concat(validate115.errors);
										errors = vErrors.length;
									}
								}
								if (data117.development !== void 0) {
									if (!validate115(data117.development, {
										instancePath: instancePath + "/rules/env~1posture-differs/tiers/development",
										parentData: data117,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate115.errors : vErrors.concat(validate115.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err111 = {
									instancePath: instancePath + "/rules/env~1posture-differs/tiers",
									schemaPath: "#/properties/rules/properties/env~1posture-differs/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["env/posture-differs"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["env/posture-differs"].properties.tiers,
									data: data117
								};
								if (vErrors === null) vErrors = [err111];
								else vErrors.push(err111);
								errors++;
							}
						}
					} else {
						const err112 = {
							instancePath: instancePath + "/rules/env~1posture-differs",
							schemaPath: "#/properties/rules/properties/env~1posture-differs/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["env/posture-differs"].type,
							parentSchema: schema6.properties.rules.properties["env/posture-differs"],
							data: data113
						};
						if (vErrors === null) vErrors = [err112];
						else vErrors.push(err112);
						errors++;
					}
				}
				if (data8["handshake/anonymous-accepted"] !== void 0) {
					let data121 = data8["handshake/anonymous-accepted"];
					if (data121 && typeof data121 == "object" && !Array.isArray(data121)) {
						for (const key41 in data121) if (!(key41 === "severity" || key41 === "variants" || key41 === "tiers")) {
							const err113 = {
								instancePath: instancePath + "/rules/handshake~1anonymous-accepted",
								schemaPath: "#/properties/rules/properties/handshake~1anonymous-accepted/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key41 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["handshake/anonymous-accepted"],
								data: data121
							};
							if (vErrors === null) vErrors = [err113];
							else vErrors.push(err113);
							errors++;
						}
						if (data121.severity !== void 0) {
							if (!validate22(data121.severity, {
								instancePath: instancePath + "/rules/handshake~1anonymous-accepted/severity",
								parentData: data121,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data121.variants !== void 0) {
							let data123 = data121.variants;
							if (data123 && typeof data123 == "object" && !Array.isArray(data123)) {
								for (const key42 in data123) if (!(key42 === "status")) {
									const err114 = {
										instancePath: instancePath + "/rules/handshake~1anonymous-accepted/variants",
										schemaPath: "#/properties/rules/properties/handshake~1anonymous-accepted/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key42 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["handshake/anonymous-accepted"].properties.variants,
										data: data123
									};
									if (vErrors === null) vErrors = [err114];
									else vErrors.push(err114);
									errors++;
								}
								if (data123.status !== void 0) {
									if (!validate22(data123.status, {
										instancePath: instancePath + "/rules/handshake~1anonymous-accepted/variants/status",
										parentData: data123,
										parentDataProperty: "status",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err115 = {
									instancePath: instancePath + "/rules/handshake~1anonymous-accepted/variants",
									schemaPath: "#/properties/rules/properties/handshake~1anonymous-accepted/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["handshake/anonymous-accepted"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["handshake/anonymous-accepted"].properties.variants,
									data: data123
								};
								if (vErrors === null) vErrors = [err115];
								else vErrors.push(err115);
								errors++;
							}
						}
						if (data121.tiers !== void 0) {
							let data125 = data121.tiers;
							if (data125 && typeof data125 == "object" && !Array.isArray(data125)) {
								for (const key43 in data125) if (!(key43 === "production" || key43 === "staging" || key43 === "development")) {
									const err116 = {
										instancePath: instancePath + "/rules/handshake~1anonymous-accepted/tiers",
										schemaPath: "#/properties/rules/properties/handshake~1anonymous-accepted/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key43 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["handshake/anonymous-accepted"].properties.tiers,
										data: data125
									};
									if (vErrors === null) vErrors = [err116];
									else vErrors.push(err116);
									errors++;
								}
								if (data125.production !== void 0) {
									if (!validate123(data125.production, {
										instancePath: instancePath + "/rules/handshake~1anonymous-accepted/tiers/production",
										parentData: data125,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors);
										errors = vErrors.length;
									}
								}
								if (data125.staging !== void 0) {
									if (!validate123(data125.staging, {
										instancePath: instancePath + "/rules/handshake~1anonymous-accepted/tiers/staging",
										parentData: data125,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors);
										errors = vErrors.length;
									}
								}
								if (data125.development !== void 0) {
									if (!validate123(data125.development, {
										instancePath: instancePath + "/rules/handshake~1anonymous-accepted/tiers/development",
										parentData: data125,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err117 = {
									instancePath: instancePath + "/rules/handshake~1anonymous-accepted/tiers",
									schemaPath: "#/properties/rules/properties/handshake~1anonymous-accepted/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["handshake/anonymous-accepted"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["handshake/anonymous-accepted"].properties.tiers,
									data: data125
								};
								if (vErrors === null) vErrors = [err117];
								else vErrors.push(err117);
								errors++;
							}
						}
					} else {
						const err118 = {
							instancePath: instancePath + "/rules/handshake~1anonymous-accepted",
							schemaPath: "#/properties/rules/properties/handshake~1anonymous-accepted/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["handshake/anonymous-accepted"].type,
							parentSchema: schema6.properties.rules.properties["handshake/anonymous-accepted"],
							data: data121
						};
						if (vErrors === null) vErrors = [err118];
						else vErrors.push(err118);
						errors++;
					}
				}
				if (data8["handshake/weak-cipher"] !== void 0) {
					let data129 = data8["handshake/weak-cipher"];
					if (data129 && typeof data129 == "object" && !Array.isArray(data129)) {
						for (const key44 in data129) if (!(key44 === "severity" || key44 === "variants" || key44 === "parameters" || key44 === "tiers")) {
							const err119 = {
								instancePath: instancePath + "/rules/handshake~1weak-cipher",
								schemaPath: "#/properties/rules/properties/handshake~1weak-cipher/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key44 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["handshake/weak-cipher"],
								data: data129
							};
							if (vErrors === null) vErrors = [err119];
							else vErrors.push(err119);
							errors++;
						}
						if (data129.severity !== void 0) {
							if (!validate22(data129.severity, {
								instancePath: instancePath + "/rules/handshake~1weak-cipher/severity",
								parentData: data129,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data129.variants !== void 0) {
							let data131 = data129.variants;
							if (data131 && typeof data131 == "object" && !Array.isArray(data131)) {
								for (const key45 in data131) if (!(key45 === "no-aead" || key45 === "no-forward-secrecy" || key45 === "outside-list")) {
									const err120 = {
										instancePath: instancePath + "/rules/handshake~1weak-cipher/variants",
										schemaPath: "#/properties/rules/properties/handshake~1weak-cipher/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key45 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.variants,
										data: data131
									};
									if (vErrors === null) vErrors = [err120];
									else vErrors.push(err120);
									errors++;
								}
								if (data131["no-aead"] !== void 0) {
									if (!validate22(data131["no-aead"], {
										instancePath: instancePath + "/rules/handshake~1weak-cipher/variants/no-aead",
										parentData: data131,
										parentDataProperty: "no-aead",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
								if (data131["no-forward-secrecy"] !== void 0) {
									if (!validate22(data131["no-forward-secrecy"], {
										instancePath: instancePath + "/rules/handshake~1weak-cipher/variants/no-forward-secrecy",
										parentData: data131,
										parentDataProperty: "no-forward-secrecy",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
								if (data131["outside-list"] !== void 0) {
									if (!validate22(data131["outside-list"], {
										instancePath: instancePath + "/rules/handshake~1weak-cipher/variants/outside-list",
										parentData: data131,
										parentDataProperty: "outside-list",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err121 = {
									instancePath: instancePath + "/rules/handshake~1weak-cipher/variants",
									schemaPath: "#/properties/rules/properties/handshake~1weak-cipher/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.variants,
									data: data131
								};
								if (vErrors === null) vErrors = [err121];
								else vErrors.push(err121);
								errors++;
							}
						}
						if (data129.parameters !== void 0) {
							let data135 = data129.parameters;
							if (data135 && typeof data135 == "object" && !Array.isArray(data135)) {
								for (const key46 in data135) if (!(key46 === "suites")) {
									const err122 = {
										instancePath: instancePath + "/rules/handshake~1weak-cipher/parameters",
										schemaPath: "#/properties/rules/properties/handshake~1weak-cipher/properties/parameters/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key46 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.parameters,
										data: data135
									};
									if (vErrors === null) vErrors = [err122];
									else vErrors.push(err122);
									errors++;
								}
								if (data135.suites !== void 0) {
									let data136 = data135.suites;
									if (Array.isArray(data136)) {
										const len3 = data136.length;
										for (let i3 = 0; i3 < len3; i3++) {
											let data137 = data136[i3];
											if (typeof data137 !== "string") {
												const err123 = {
													instancePath: instancePath + "/rules/handshake~1weak-cipher/parameters/suites/" + i3,
													schemaPath: "#/properties/rules/properties/handshake~1weak-cipher/properties/parameters/properties/suites/items/type",
													keyword: "type",
													params: { type: "string" },
													message: "must be string",
													schema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.parameters.properties.suites.items.type,
													parentSchema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.parameters.properties.suites.items,
													data: data137
												};
												if (vErrors === null) vErrors = [err123];
												else vErrors.push(err123);
												errors++;
											}
										}
									} else {
										const err124 = {
											instancePath: instancePath + "/rules/handshake~1weak-cipher/parameters/suites",
											schemaPath: "#/properties/rules/properties/handshake~1weak-cipher/properties/parameters/properties/suites/type",
											keyword: "type",
											params: { type: "array" },
											message: "must be array",
											schema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.parameters.properties.suites.type,
											parentSchema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.parameters.properties.suites,
											data: data136
										};
										if (vErrors === null) vErrors = [err124];
										else vErrors.push(err124);
										errors++;
									}
								}
							} else {
								const err125 = {
									instancePath: instancePath + "/rules/handshake~1weak-cipher/parameters",
									schemaPath: "#/properties/rules/properties/handshake~1weak-cipher/properties/parameters/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.parameters.type,
									parentSchema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.parameters,
									data: data135
								};
								if (vErrors === null) vErrors = [err125];
								else vErrors.push(err125);
								errors++;
							}
						}
						if (data129.tiers !== void 0) {
							let data138 = data129.tiers;
							if (data138 && typeof data138 == "object" && !Array.isArray(data138)) {
								for (const key47 in data138) if (!(key47 === "production" || key47 === "staging" || key47 === "development")) {
									const err126 = {
										instancePath: instancePath + "/rules/handshake~1weak-cipher/tiers",
										schemaPath: "#/properties/rules/properties/handshake~1weak-cipher/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key47 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.tiers,
										data: data138
									};
									if (vErrors === null) vErrors = [err126];
									else vErrors.push(err126);
									errors++;
								}
								if (data138.production !== void 0) {
									if (!validate133(data138.production, {
										instancePath: instancePath + "/rules/handshake~1weak-cipher/tiers/production",
										parentData: data138,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
										errors = vErrors.length;
									}
								}
								if (data138.staging !== void 0) {
									if (!validate133(data138.staging, {
										instancePath: instancePath + "/rules/handshake~1weak-cipher/tiers/staging",
										parentData: data138,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
										errors = vErrors.length;
									}
								}
								if (data138.development !== void 0) {
									if (!validate133(data138.development, {
										instancePath: instancePath + "/rules/handshake~1weak-cipher/tiers/development",
										parentData: data138,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err127 = {
									instancePath: instancePath + "/rules/handshake~1weak-cipher/tiers",
									schemaPath: "#/properties/rules/properties/handshake~1weak-cipher/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["handshake/weak-cipher"].properties.tiers,
									data: data138
								};
								if (vErrors === null) vErrors = [err127];
								else vErrors.push(err127);
								errors++;
							}
						}
					} else {
						const err128 = {
							instancePath: instancePath + "/rules/handshake~1weak-cipher",
							schemaPath: "#/properties/rules/properties/handshake~1weak-cipher/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["handshake/weak-cipher"].type,
							parentSchema: schema6.properties.rules.properties["handshake/weak-cipher"],
							data: data129
						};
						if (vErrors === null) vErrors = [err128];
						else vErrors.push(err128);
						errors++;
					}
				}
				if (data8["handshake/weak-protocol"] !== void 0) {
					let data142 = data8["handshake/weak-protocol"];
					if (data142 && typeof data142 == "object" && !Array.isArray(data142)) {
						for (const key48 in data142) if (!(key48 === "severity" || key48 === "parameters" || key48 === "tiers")) {
							const err129 = {
								instancePath: instancePath + "/rules/handshake~1weak-protocol",
								schemaPath: "#/properties/rules/properties/handshake~1weak-protocol/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key48 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["handshake/weak-protocol"],
								data: data142
							};
							if (vErrors === null) vErrors = [err129];
							else vErrors.push(err129);
							errors++;
						}
						if (data142.severity !== void 0) {
							if (!validate22(data142.severity, {
								instancePath: instancePath + "/rules/handshake~1weak-protocol/severity",
								parentData: data142,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data142.parameters !== void 0) {
							let data144 = data142.parameters;
							if (data144 && typeof data144 == "object" && !Array.isArray(data144)) {
								for (const key49 in data144) if (!(key49 === "min")) {
									const err130 = {
										instancePath: instancePath + "/rules/handshake~1weak-protocol/parameters",
										schemaPath: "#/properties/rules/properties/handshake~1weak-protocol/properties/parameters/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key49 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["handshake/weak-protocol"].properties.parameters,
										data: data144
									};
									if (vErrors === null) vErrors = [err130];
									else vErrors.push(err130);
									errors++;
								}
								if (data144.min !== void 0) {
									let data145 = data144.min;
									if (typeof data145 !== "string") {
										const err131 = {
											instancePath: instancePath + "/rules/handshake~1weak-protocol/parameters/min",
											schemaPath: "#/properties/rules/properties/handshake~1weak-protocol/properties/parameters/properties/min/type",
											keyword: "type",
											params: { type: "string" },
											message: "must be string",
											schema: schema6.properties.rules.properties["handshake/weak-protocol"].properties.parameters.properties.min.type,
											parentSchema: schema6.properties.rules.properties["handshake/weak-protocol"].properties.parameters.properties.min,
											data: data145
										};
										if (vErrors === null) vErrors = [err131];
										else vErrors.push(err131);
										errors++;
									}
									if (!(data145 === "SSLv3" || data145 === "TLSv1" || data145 === "TLSv1.1" || data145 === "TLSv1.2" || data145 === "TLSv1.3")) {
										const err132 = {
											instancePath: instancePath + "/rules/handshake~1weak-protocol/parameters/min",
											schemaPath: "#/properties/rules/properties/handshake~1weak-protocol/properties/parameters/properties/min/enum",
											keyword: "enum",
											params: { allowedValues: schema6.properties.rules.properties["handshake/weak-protocol"].properties.parameters.properties.min.enum },
											message: "must be equal to one of the allowed values",
											schema: schema6.properties.rules.properties["handshake/weak-protocol"].properties.parameters.properties.min.enum,
											parentSchema: schema6.properties.rules.properties["handshake/weak-protocol"].properties.parameters.properties.min,
											data: data145
										};
										if (vErrors === null) vErrors = [err132];
										else vErrors.push(err132);
										errors++;
									}
								}
							} else {
								const err133 = {
									instancePath: instancePath + "/rules/handshake~1weak-protocol/parameters",
									schemaPath: "#/properties/rules/properties/handshake~1weak-protocol/properties/parameters/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["handshake/weak-protocol"].properties.parameters.type,
									parentSchema: schema6.properties.rules.properties["handshake/weak-protocol"].properties.parameters,
									data: data144
								};
								if (vErrors === null) vErrors = [err133];
								else vErrors.push(err133);
								errors++;
							}
						}
						if (data142.tiers !== void 0) {
							let data146 = data142.tiers;
							if (data146 && typeof data146 == "object" && !Array.isArray(data146)) {
								for (const key50 in data146) if (!(key50 === "production" || key50 === "staging" || key50 === "development")) {
									const err134 = {
										instancePath: instancePath + "/rules/handshake~1weak-protocol/tiers",
										schemaPath: "#/properties/rules/properties/handshake~1weak-protocol/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key50 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["handshake/weak-protocol"].properties.tiers,
										data: data146
									};
									if (vErrors === null) vErrors = [err134];
									else vErrors.push(err134);
									errors++;
								}
								if (data146.production !== void 0) {
									if (!validate142(data146.production, {
										instancePath: instancePath + "/rules/handshake~1weak-protocol/tiers/production",
										parentData: data146,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
										errors = vErrors.length;
									}
								}
								if (data146.staging !== void 0) {
									if (!validate142(data146.staging, {
										instancePath: instancePath + "/rules/handshake~1weak-protocol/tiers/staging",
										parentData: data146,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
										errors = vErrors.length;
									}
								}
								if (data146.development !== void 0) {
									if (!validate142(data146.development, {
										instancePath: instancePath + "/rules/handshake~1weak-protocol/tiers/development",
										parentData: data146,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err135 = {
									instancePath: instancePath + "/rules/handshake~1weak-protocol/tiers",
									schemaPath: "#/properties/rules/properties/handshake~1weak-protocol/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["handshake/weak-protocol"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["handshake/weak-protocol"].properties.tiers,
									data: data146
								};
								if (vErrors === null) vErrors = [err135];
								else vErrors.push(err135);
								errors++;
							}
						}
					} else {
						const err136 = {
							instancePath: instancePath + "/rules/handshake~1weak-protocol",
							schemaPath: "#/properties/rules/properties/handshake~1weak-protocol/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["handshake/weak-protocol"].type,
							parentSchema: schema6.properties.rules.properties["handshake/weak-protocol"],
							data: data142
						};
						if (vErrors === null) vErrors = [err136];
						else vErrors.push(err136);
						errors++;
					}
				}
				if (data8["policy/changed"] !== void 0) {
					let data150 = data8["policy/changed"];
					if (data150 && typeof data150 == "object" && !Array.isArray(data150)) {
						for (const key51 in data150) if (!(key51 === "severity" || key51 === "variants" || key51 === "tiers")) {
							const err137 = {
								instancePath: instancePath + "/rules/policy~1changed",
								schemaPath: "#/properties/rules/properties/policy~1changed/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key51 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["policy/changed"],
								data: data150
							};
							if (vErrors === null) vErrors = [err137];
							else vErrors.push(err137);
							errors++;
						}
						if (data150.severity !== void 0) {
							if (!validate22(data150.severity, {
								instancePath: instancePath + "/rules/policy~1changed/severity",
								parentData: data150,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data150.variants !== void 0) {
							let data152 = data150.variants;
							if (data152 && typeof data152 == "object" && !Array.isArray(data152)) {
								for (const key52 in data152) if (!(key52 === "broken" || key52 === "lower-tier" || key52 === "not-judged")) {
									const err138 = {
										instancePath: instancePath + "/rules/policy~1changed/variants",
										schemaPath: "#/properties/rules/properties/policy~1changed/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key52 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["policy/changed"].properties.variants,
										data: data152
									};
									if (vErrors === null) vErrors = [err138];
									else vErrors.push(err138);
									errors++;
								}
								if (data152.broken !== void 0) {
									if (!validate22(data152.broken, {
										instancePath: instancePath + "/rules/policy~1changed/variants/broken",
										parentData: data152,
										parentDataProperty: "broken",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
								if (data152["lower-tier"] !== void 0) {
									if (!validate22(data152["lower-tier"], {
										instancePath: instancePath + "/rules/policy~1changed/variants/lower-tier",
										parentData: data152,
										parentDataProperty: "lower-tier",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
								if (data152["not-judged"] !== void 0) {
									if (!validate22(data152["not-judged"], {
										instancePath: instancePath + "/rules/policy~1changed/variants/not-judged",
										parentData: data152,
										parentDataProperty: "not-judged",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err139 = {
									instancePath: instancePath + "/rules/policy~1changed/variants",
									schemaPath: "#/properties/rules/properties/policy~1changed/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["policy/changed"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["policy/changed"].properties.variants,
									data: data152
								};
								if (vErrors === null) vErrors = [err139];
								else vErrors.push(err139);
								errors++;
							}
						}
						if (data150.tiers !== void 0) {
							let data156 = data150.tiers;
							if (data156 && typeof data156 == "object" && !Array.isArray(data156)) {
								for (const key53 in data156) if (!(key53 === "production" || key53 === "staging" || key53 === "development")) {
									const err140 = {
										instancePath: instancePath + "/rules/policy~1changed/tiers",
										schemaPath: "#/properties/rules/properties/policy~1changed/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key53 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["policy/changed"].properties.tiers,
										data: data156
									};
									if (vErrors === null) vErrors = [err140];
									else vErrors.push(err140);
									errors++;
								}
								if (data156.production !== void 0) {
									if (!validate151(data156.production, {
										instancePath: instancePath + "/rules/policy~1changed/tiers/production",
										parentData: data156,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate151.errors : vErrors.concat(validate151.errors);
										errors = vErrors.length;
									}
								}
								if (data156.staging !== void 0) {
									if (!validate151(data156.staging, {
										instancePath: instancePath + "/rules/policy~1changed/tiers/staging",
										parentData: data156,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate151.errors : vErrors.concat(validate151.errors);
										errors = vErrors.length;
									}
								}
								if (data156.development !== void 0) {
									if (!validate151(data156.development, {
										instancePath: instancePath + "/rules/policy~1changed/tiers/development",
										parentData: data156,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate151.errors : vErrors.concat(validate151.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err141 = {
									instancePath: instancePath + "/rules/policy~1changed/tiers",
									schemaPath: "#/properties/rules/properties/policy~1changed/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["policy/changed"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["policy/changed"].properties.tiers,
									data: data156
								};
								if (vErrors === null) vErrors = [err141];
								else vErrors.push(err141);
								errors++;
							}
						}
					} else {
						const err142 = {
							instancePath: instancePath + "/rules/policy~1changed",
							schemaPath: "#/properties/rules/properties/policy~1changed/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["policy/changed"].type,
							parentSchema: schema6.properties.rules.properties["policy/changed"],
							data: data150
						};
						if (vErrors === null) vErrors = [err142];
						else vErrors.push(err142);
						errors++;
					}
				}
				if (data8["policy/config-stale"] !== void 0) {
					let data160 = data8["policy/config-stale"];
					if (data160 && typeof data160 == "object" && !Array.isArray(data160)) {
						for (const key54 in data160) if (!(key54 === "severity" || key54 === "variants" || key54 === "tiers")) {
							const err143 = {
								instancePath: instancePath + "/rules/policy~1config-stale",
								schemaPath: "#/properties/rules/properties/policy~1config-stale/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key54 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["policy/config-stale"],
								data: data160
							};
							if (vErrors === null) vErrors = [err143];
							else vErrors.push(err143);
							errors++;
						}
						if (data160.severity !== void 0) {
							if (!validate22(data160.severity, {
								instancePath: instancePath + "/rules/policy~1config-stale/severity",
								parentData: data160,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data160.variants !== void 0) {
							let data162 = data160.variants;
							if (data162 && typeof data162 == "object" && !Array.isArray(data162)) {
								for (const key55 in data162) if (!(key55 === "environment-empty")) {
									const err144 = {
										instancePath: instancePath + "/rules/policy~1config-stale/variants",
										schemaPath: "#/properties/rules/properties/policy~1config-stale/properties/variants/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key55 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["policy/config-stale"].properties.variants,
										data: data162
									};
									if (vErrors === null) vErrors = [err144];
									else vErrors.push(err144);
									errors++;
								}
								if (data162["environment-empty"] !== void 0) {
									if (!validate22(data162["environment-empty"], {
										instancePath: instancePath + "/rules/policy~1config-stale/variants/environment-empty",
										parentData: data162,
										parentDataProperty: "environment-empty",
										rootData
									})) {
										vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err145 = {
									instancePath: instancePath + "/rules/policy~1config-stale/variants",
									schemaPath: "#/properties/rules/properties/policy~1config-stale/properties/variants/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["policy/config-stale"].properties.variants.type,
									parentSchema: schema6.properties.rules.properties["policy/config-stale"].properties.variants,
									data: data162
								};
								if (vErrors === null) vErrors = [err145];
								else vErrors.push(err145);
								errors++;
							}
						}
						if (data160.tiers !== void 0) {
							let data164 = data160.tiers;
							if (data164 && typeof data164 == "object" && !Array.isArray(data164)) {
								for (const key56 in data164) if (!(key56 === "production" || key56 === "staging" || key56 === "development")) {
									const err146 = {
										instancePath: instancePath + "/rules/policy~1config-stale/tiers",
										schemaPath: "#/properties/rules/properties/policy~1config-stale/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key56 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["policy/config-stale"].properties.tiers,
										data: data164
									};
									if (vErrors === null) vErrors = [err146];
									else vErrors.push(err146);
									errors++;
								}
								if (data164.production !== void 0) {
									if (!validate161(data164.production, {
										instancePath: instancePath + "/rules/policy~1config-stale/tiers/production",
										parentData: data164,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate161.errors : vErrors.concat(validate161.errors);
										errors = vErrors.length;
									}
								}
								if (data164.staging !== void 0) {
									if (!validate161(data164.staging, {
										instancePath: instancePath + "/rules/policy~1config-stale/tiers/staging",
										parentData: data164,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate161.errors : vErrors.concat(validate161.errors);
										errors = vErrors.length;
									}
								}
								if (data164.development !== void 0) {
									if (!validate161(data164.development, {
										instancePath: instancePath + "/rules/policy~1config-stale/tiers/development",
										parentData: data164,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate161.errors : vErrors.concat(validate161.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err147 = {
									instancePath: instancePath + "/rules/policy~1config-stale/tiers",
									schemaPath: "#/properties/rules/properties/policy~1config-stale/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["policy/config-stale"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["policy/config-stale"].properties.tiers,
									data: data164
								};
								if (vErrors === null) vErrors = [err147];
								else vErrors.push(err147);
								errors++;
							}
						}
					} else {
						const err148 = {
							instancePath: instancePath + "/rules/policy~1config-stale",
							schemaPath: "#/properties/rules/properties/policy~1config-stale/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["policy/config-stale"].type,
							parentSchema: schema6.properties.rules.properties["policy/config-stale"],
							data: data160
						};
						if (vErrors === null) vErrors = [err148];
						else vErrors.push(err148);
						errors++;
					}
				}
				if (data8["policy/waiver-expires-soon"] !== void 0) {
					let data168 = data8["policy/waiver-expires-soon"];
					if (data168 && typeof data168 == "object" && !Array.isArray(data168)) {
						for (const key57 in data168) if (!(key57 === "severity" || key57 === "parameters" || key57 === "tiers")) {
							const err149 = {
								instancePath: instancePath + "/rules/policy~1waiver-expires-soon",
								schemaPath: "#/properties/rules/properties/policy~1waiver-expires-soon/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key57 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.rules.properties["policy/waiver-expires-soon"],
								data: data168
							};
							if (vErrors === null) vErrors = [err149];
							else vErrors.push(err149);
							errors++;
						}
						if (data168.severity !== void 0) {
							if (!validate22(data168.severity, {
								instancePath: instancePath + "/rules/policy~1waiver-expires-soon/severity",
								parentData: data168,
								parentDataProperty: "severity",
								rootData
							})) {
								vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
								errors = vErrors.length;
							}
						}
						if (data168.parameters !== void 0) {
							let data170 = data168.parameters;
							if (data170 && typeof data170 == "object" && !Array.isArray(data170)) {
								for (const key58 in data170) if (!(key58 === "days")) {
									const err150 = {
										instancePath: instancePath + "/rules/policy~1waiver-expires-soon/parameters",
										schemaPath: "#/properties/rules/properties/policy~1waiver-expires-soon/properties/parameters/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key58 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["policy/waiver-expires-soon"].properties.parameters,
										data: data170
									};
									if (vErrors === null) vErrors = [err150];
									else vErrors.push(err150);
									errors++;
								}
								if (data170.days !== void 0) {
									let data171 = data170.days;
									if (!(typeof data171 == "number" && !(data171 % 1) && !isNaN(data171) && isFinite(data171))) {
										const err151 = {
											instancePath: instancePath + "/rules/policy~1waiver-expires-soon/parameters/days",
											schemaPath: "#/properties/rules/properties/policy~1waiver-expires-soon/properties/parameters/properties/days/type",
											keyword: "type",
											params: { type: "integer" },
											message: "must be integer",
											schema: schema6.properties.rules.properties["policy/waiver-expires-soon"].properties.parameters.properties.days.type,
											parentSchema: schema6.properties.rules.properties["policy/waiver-expires-soon"].properties.parameters.properties.days,
											data: data171
										};
										if (vErrors === null) vErrors = [err151];
										else vErrors.push(err151);
										errors++;
									}
									if (typeof data171 == "number" && isFinite(data171)) {
										if (data171 < 0 || isNaN(data171)) {
											const err152 = {
												instancePath: instancePath + "/rules/policy~1waiver-expires-soon/parameters/days",
												schemaPath: "#/properties/rules/properties/policy~1waiver-expires-soon/properties/parameters/properties/days/minimum",
												keyword: "minimum",
												params: {
													comparison: ">=",
													limit: 0
												},
												message: "must be >= 0",
												schema: 0,
												parentSchema: schema6.properties.rules.properties["policy/waiver-expires-soon"].properties.parameters.properties.days,
												data: data171
											};
											if (vErrors === null) vErrors = [err152];
											else vErrors.push(err152);
											errors++;
										}
									}
								}
							} else {
								const err153 = {
									instancePath: instancePath + "/rules/policy~1waiver-expires-soon/parameters",
									schemaPath: "#/properties/rules/properties/policy~1waiver-expires-soon/properties/parameters/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["policy/waiver-expires-soon"].properties.parameters.type,
									parentSchema: schema6.properties.rules.properties["policy/waiver-expires-soon"].properties.parameters,
									data: data170
								};
								if (vErrors === null) vErrors = [err153];
								else vErrors.push(err153);
								errors++;
							}
						}
						if (data168.tiers !== void 0) {
							let data172 = data168.tiers;
							if (data172 && typeof data172 == "object" && !Array.isArray(data172)) {
								for (const key59 in data172) if (!(key59 === "production" || key59 === "staging" || key59 === "development")) {
									const err154 = {
										instancePath: instancePath + "/rules/policy~1waiver-expires-soon/tiers",
										schemaPath: "#/properties/rules/properties/policy~1waiver-expires-soon/properties/tiers/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key59 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.rules.properties["policy/waiver-expires-soon"].properties.tiers,
										data: data172
									};
									if (vErrors === null) vErrors = [err154];
									else vErrors.push(err154);
									errors++;
								}
								if (data172.production !== void 0) {
									if (!validate168(data172.production, {
										instancePath: instancePath + "/rules/policy~1waiver-expires-soon/tiers/production",
										parentData: data172,
										parentDataProperty: "production",
										rootData
									})) {
										vErrors = vErrors === null ? validate168.errors : vErrors.concat(validate168.errors);
										errors = vErrors.length;
									}
								}
								if (data172.staging !== void 0) {
									if (!validate168(data172.staging, {
										instancePath: instancePath + "/rules/policy~1waiver-expires-soon/tiers/staging",
										parentData: data172,
										parentDataProperty: "staging",
										rootData
									})) {
										vErrors = vErrors === null ? validate168.errors : vErrors.concat(validate168.errors);
										errors = vErrors.length;
									}
								}
								if (data172.development !== void 0) {
									if (!validate168(data172.development, {
										instancePath: instancePath + "/rules/policy~1waiver-expires-soon/tiers/development",
										parentData: data172,
										parentDataProperty: "development",
										rootData
									})) {
										vErrors = vErrors === null ? validate168.errors : vErrors.concat(validate168.errors);
										errors = vErrors.length;
									}
								}
							} else {
								const err155 = {
									instancePath: instancePath + "/rules/policy~1waiver-expires-soon/tiers",
									schemaPath: "#/properties/rules/properties/policy~1waiver-expires-soon/properties/tiers/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.rules.properties["policy/waiver-expires-soon"].properties.tiers.type,
									parentSchema: schema6.properties.rules.properties["policy/waiver-expires-soon"].properties.tiers,
									data: data172
								};
								if (vErrors === null) vErrors = [err155];
								else vErrors.push(err155);
								errors++;
							}
						}
					} else {
						const err156 = {
							instancePath: instancePath + "/rules/policy~1waiver-expires-soon",
							schemaPath: "#/properties/rules/properties/policy~1waiver-expires-soon/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.rules.properties["policy/waiver-expires-soon"].type,
							parentSchema: schema6.properties.rules.properties["policy/waiver-expires-soon"],
							data: data168
						};
						if (vErrors === null) vErrors = [err156];
						else vErrors.push(err156);
						errors++;
					}
				}
			} else {
				const err157 = {
					instancePath: instancePath + "/rules",
					schemaPath: "#/properties/rules/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema6.properties.rules.type,
					parentSchema: schema6.properties.rules,
					data: data8
				};
				if (vErrors === null) vErrors = [err157];
				else vErrors.push(err157);
				errors++;
			}
		}
	} else {
		const err158 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema6.type,
			parentSchema: schema6,
			data
		};
		if (vErrors === null) vErrors = [err158];
		else vErrors.push(err158);
		errors++;
	}
	validate21.errors = vErrors;
	return errors === 0;
}

// src/config/policy-file.ts
var policy_file_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ readPolicyFile: () => readPolicyFile });
/** Reads one policy file, YAML or JSON. */
function readPolicyFile(path, text) {
	const document = require_config.readYaml(path, text, "values");
	if (document.kind === "refused") return document;
	const mistakes = require_config.mistakesOf(document, validate);
	if (mistakes.length > 0) return require_engine.refused(mistakes);
	return {
		kind: "read",
		policy: {
			description: "",
			...document.value
		}
	};
}

Object.defineProperty(exports, "policy_file_exports", {
  enumerable: true,
  get: function () {
    return policy_file_exports;
  }
});
})
