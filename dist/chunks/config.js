// 58905683ae8973d4e3300073e32bb6e898b779af8b07bbd66f99907555ca04df
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_engine = require("./engine.js");
const require_yaml = require("./yaml.js");

// src/schemas/generated/config-file.ts
const validate = validate21;
const schema6 = {
	"$schema": "http://json-schema.org/draft-07/schema#",
	"$id": "https://json.schemastore.org/tikv-tls-gate.json",
	"title": "Configuration of tikv-tls-gate (.github/tikv-tls-gate.yml)",
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"version": {
			"description": "Release of PD and TiKV whose keys and behaviour apply: v8.5, v8.5.3, or one for each. Default: what the files say, else the newest release.",
			"type": ["string", "object"],
			"additionalProperties": false,
			"properties": {
				"pd": { "type": "string" },
				"tikv": { "type": "string" }
			}
		},
		"policy": {
			"description": "Name of a bundled policy (baseline, strict, pci-dss-4, tiup) or path of a policy file in this repository. Default: baseline.",
			"type": "string"
		},
		"environments": {
			"description": "The deployments in this repository. Files outside of all of them are not judged. Default: found by folder and file names.",
			"type": "array",
			"minItems": 1,
			"items": {
				"type": "object",
				"additionalProperties": false,
				"required": [
					"name",
					"tier",
					"include"
				],
				"properties": {
					"name": {
						"description": "What reports call it.",
						"type": "string",
						"pattern": "\\S"
					},
					"tier": {
						"description": "How severe the policy is with it.",
						"enum": [
							"production",
							"staging",
							"development"
						]
					},
					"include": {
						"description": "Patterns of paths in this repository: *, ** and {a,b}; a folder's name stands for all in it. The first environment whose pattern matches has the file.",
						"type": "array",
						"minItems": 1,
						"items": { "type": "string" }
					},
					"policy": {
						"description": "A policy of its own; default: the one above.",
						"type": "string"
					},
					"certificates": {
						"description": "Where folders (or files) of the servers lie in this repository: path on the server, path in the repository.",
						"type": "object",
						"additionalProperties": { "type": "string" }
					},
					"clients": {
						"description": "Credentials of a client of this cluster, as paths in this repository, to judge client channels with.",
						"type": "object",
						"additionalProperties": false,
						"properties": {
							"ca": { "type": "string" },
							"certificate": { "type": "string" }
						}
					}
				}
			}
		},
		"waivers": {
			"description": "Findings that are accepted for a time.",
			"type": "array",
			"items": {
				"type": "object",
				"additionalProperties": false,
				"required": ["rule", "path"],
				"properties": {
					"rule": {
						"description": "Id of the rule.",
						"type": "string"
					},
					"path": {
						"description": "Pattern of paths.",
						"type": "string"
					},
					"reason": {
						"description": "Why it is accepted. Without it the waiver does not count.",
						"type": "string"
					},
					"owner": {
						"description": "Who answers for it. Without it the waiver does not count.",
						"type": "string"
					},
					"until": {
						"description": "Last day on which it counts, in UTC: 2026-12-31. Without it the waiver does not count.",
						"type": "string"
					}
				}
			}
		},
		"handshake": {
			"description": "How the handshake test runs.",
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"engine": { "enum": [
					"loopback",
					"process",
					"docker"
				] },
				"pd-image": { "type": "string" },
				"tikv-image": { "type": "string" }
			}
		}
	}
};
const pattern0 = new RegExp("\\S", "u");
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "version" || key0 === "policy" || key0 === "environments" || key0 === "waivers" || key0 === "handshake")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema6,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.version !== void 0) {
			let data0 = data.version;
			if (typeof data0 !== "string" && !(data0 && typeof data0 == "object" && !Array.isArray(data0))) {
				const err1 = {
					instancePath: instancePath + "/version",
					schemaPath: "#/properties/version/type",
					keyword: "type",
					params: { type: schema6.properties.version.type },
					message: "must be string,object",
					schema: schema6.properties.version.type,
					parentSchema: schema6.properties.version,
					data: data0
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
			if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
				for (const key1 in data0) if (!(key1 === "pd" || key1 === "tikv")) {
					const err2 = {
						instancePath: instancePath + "/version",
						schemaPath: "#/properties/version/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema6.properties.version,
						data: data0
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
				if (data0.pd !== void 0) {
					let data1 = data0.pd;
					if (typeof data1 !== "string") {
						const err3 = {
							instancePath: instancePath + "/version/pd",
							schemaPath: "#/properties/version/properties/pd/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema6.properties.version.properties.pd.type,
							parentSchema: schema6.properties.version.properties.pd,
							data: data1
						};
						if (vErrors === null) vErrors = [err3];
						else vErrors.push(err3);
						errors++;
					}
				}
				if (data0.tikv !== void 0) {
					let data2 = data0.tikv;
					if (typeof data2 !== "string") {
						const err4 = {
							instancePath: instancePath + "/version/tikv",
							schemaPath: "#/properties/version/properties/tikv/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema6.properties.version.properties.tikv.type,
							parentSchema: schema6.properties.version.properties.tikv,
							data: data2
						};
						if (vErrors === null) vErrors = [err4];
						else vErrors.push(err4);
						errors++;
					}
				}
			}
		}
		if (data.policy !== void 0) {
			let data3 = data.policy;
			if (typeof data3 !== "string") {
				const err5 = {
					instancePath: instancePath + "/policy",
					schemaPath: "#/properties/policy/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema6.properties.policy.type,
					parentSchema: schema6.properties.policy,
					data: data3
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.environments !== void 0) {
			let data4 = data.environments;
			if (Array.isArray(data4)) {
				if (data4.length < 1) {
					const err6 = {
						instancePath: instancePath + "/environments",
						schemaPath: "#/properties/environments/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema6.properties.environments,
						data: data4
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
				const len0 = data4.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data5 = data4[i0];
					if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
						if (data5.name === void 0) {
							const err7 = {
								instancePath: instancePath + "/environments/" + i0,
								schemaPath: "#/properties/environments/items/required",
								keyword: "required",
								params: { missingProperty: "name" },
								message: "must have required property 'name'",
								schema: schema6.properties.environments.items.required,
								parentSchema: schema6.properties.environments.items,
								data: data5
							};
							if (vErrors === null) vErrors = [err7];
							else vErrors.push(err7);
							errors++;
						}
						if (data5.tier === void 0) {
							const err8 = {
								instancePath: instancePath + "/environments/" + i0,
								schemaPath: "#/properties/environments/items/required",
								keyword: "required",
								params: { missingProperty: "tier" },
								message: "must have required property 'tier'",
								schema: schema6.properties.environments.items.required,
								parentSchema: schema6.properties.environments.items,
								data: data5
							};
							if (vErrors === null) vErrors = [err8];
							else vErrors.push(err8);
							errors++;
						}
						if (data5.include === void 0) {
							const err9 = {
								instancePath: instancePath + "/environments/" + i0,
								schemaPath: "#/properties/environments/items/required",
								keyword: "required",
								params: { missingProperty: "include" },
								message: "must have required property 'include'",
								schema: schema6.properties.environments.items.required,
								parentSchema: schema6.properties.environments.items,
								data: data5
							};
							if (vErrors === null) vErrors = [err9];
							else vErrors.push(err9);
							errors++;
						}
						for (const key2 in data5) if (!(key2 === "name" || key2 === "tier" || key2 === "include" || key2 === "policy" || key2 === "certificates" || key2 === "clients")) {
							const err10 = {
								instancePath: instancePath + "/environments/" + i0,
								schemaPath: "#/properties/environments/items/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key2 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.environments.items,
								data: data5
							};
							if (vErrors === null) vErrors = [err10];
							else vErrors.push(err10);
							errors++;
						}
						if (data5.name !== void 0) {
							let data6 = data5.name;
							if (typeof data6 === "string") {
								if (!pattern0.test(data6)) {
									const err11 = {
										instancePath: instancePath + "/environments/" + i0 + "/name",
										schemaPath: "#/properties/environments/items/properties/name/pattern",
										keyword: "pattern",
										params: { pattern: "\\S" },
										message: "must match pattern \"\\S\"",
										schema: "\\S",
										parentSchema: schema6.properties.environments.items.properties.name,
										data: data6
									};
									if (vErrors === null) vErrors = [err11];
									else vErrors.push(err11);
									errors++;
								}
							} else {
								const err12 = {
									instancePath: instancePath + "/environments/" + i0 + "/name",
									schemaPath: "#/properties/environments/items/properties/name/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string",
									schema: schema6.properties.environments.items.properties.name.type,
									parentSchema: schema6.properties.environments.items.properties.name,
									data: data6
								};
								if (vErrors === null) vErrors = [err12];
								else vErrors.push(err12);
								errors++;
							}
						}
						if (data5.tier !== void 0) {
							let data7 = data5.tier;
							if (!(data7 === "production" || data7 === "staging" || data7 === "development")) {
								const err13 = {
									instancePath: instancePath + "/environments/" + i0 + "/tier",
									schemaPath: "#/properties/environments/items/properties/tier/enum",
									keyword: "enum",
									params: { allowedValues: schema6.properties.environments.items.properties.tier.enum },
									message: "must be equal to one of the allowed values",
									schema: schema6.properties.environments.items.properties.tier.enum,
									parentSchema: schema6.properties.environments.items.properties.tier,
									data: data7
								};
								if (vErrors === null) vErrors = [err13];
								else vErrors.push(err13);
								errors++;
							}
						}
						if (data5.include !== void 0) {
							let data8 = data5.include;
							if (Array.isArray(data8)) {
								if (data8.length < 1) {
									const err14 = {
										instancePath: instancePath + "/environments/" + i0 + "/include",
										schemaPath: "#/properties/environments/items/properties/include/minItems",
										keyword: "minItems",
										params: { limit: 1 },
										message: "must NOT have fewer than 1 items",
										schema: 1,
										parentSchema: schema6.properties.environments.items.properties.include,
										data: data8
									};
									if (vErrors === null) vErrors = [err14];
									else vErrors.push(err14);
									errors++;
								}
								const len1 = data8.length;
								for (let i1 = 0; i1 < len1; i1++) {
									let data9 = data8[i1];
									if (typeof data9 !== "string") {
										const err15 = {
											instancePath: instancePath + "/environments/" + i0 + "/include/" + i1,
											schemaPath: "#/properties/environments/items/properties/include/items/type",
											keyword: "type",
											params: { type: "string" },
											message: "must be string",
											schema: schema6.properties.environments.items.properties.include.items.type,
											parentSchema: schema6.properties.environments.items.properties.include.items,
											data: data9
										};
										if (vErrors === null) vErrors = [err15];
										else vErrors.push(err15);
										errors++;
									}
								}
							} else {
								const err16 = {
									instancePath: instancePath + "/environments/" + i0 + "/include",
									schemaPath: "#/properties/environments/items/properties/include/type",
									keyword: "type",
									params: { type: "array" },
									message: "must be array",
									schema: schema6.properties.environments.items.properties.include.type,
									parentSchema: schema6.properties.environments.items.properties.include,
									data: data8
								};
								if (vErrors === null) vErrors = [err16];
								else vErrors.push(err16);
								errors++;
							}
						}
						if (data5.policy !== void 0) {
							let data10 = data5.policy;
							if (typeof data10 !== "string") {
								const err17 = {
									instancePath: instancePath + "/environments/" + i0 + "/policy",
									schemaPath: "#/properties/environments/items/properties/policy/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string",
									schema: schema6.properties.environments.items.properties.policy.type,
									parentSchema: schema6.properties.environments.items.properties.policy,
									data: data10
								};
								if (vErrors === null) vErrors = [err17];
								else vErrors.push(err17);
								errors++;
							}
						}
						if (data5.certificates !== void 0) {
							let data11 = data5.certificates;
							if (data11 && typeof data11 == "object" && !Array.isArray(data11)) for (const key3 in data11) {
								let data12 = data11[key3];
								if (typeof data12 !== "string") {
									const err18 = {
										instancePath: instancePath + "/environments/" + i0 + "/certificates/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
										schemaPath: "#/properties/environments/items/properties/certificates/additionalProperties/type",
										keyword: "type",
										params: { type: "string" },
										message: "must be string",
										schema: schema6.properties.environments.items.properties.certificates.additionalProperties.type,
										parentSchema: schema6.properties.environments.items.properties.certificates.additionalProperties,
										data: data12
									};
									if (vErrors === null) vErrors = [err18];
									else vErrors.push(err18);
									errors++;
								}
							}
							else {
								const err19 = {
									instancePath: instancePath + "/environments/" + i0 + "/certificates",
									schemaPath: "#/properties/environments/items/properties/certificates/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.environments.items.properties.certificates.type,
									parentSchema: schema6.properties.environments.items.properties.certificates,
									data: data11
								};
								if (vErrors === null) vErrors = [err19];
								else vErrors.push(err19);
								errors++;
							}
						}
						if (data5.clients !== void 0) {
							let data13 = data5.clients;
							if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
								for (const key4 in data13) if (!(key4 === "ca" || key4 === "certificate")) {
									const err20 = {
										instancePath: instancePath + "/environments/" + i0 + "/clients",
										schemaPath: "#/properties/environments/items/properties/clients/additionalProperties",
										keyword: "additionalProperties",
										params: { additionalProperty: key4 },
										message: "must NOT have additional properties",
										schema: false,
										parentSchema: schema6.properties.environments.items.properties.clients,
										data: data13
									};
									if (vErrors === null) vErrors = [err20];
									else vErrors.push(err20);
									errors++;
								}
								if (data13.ca !== void 0) {
									let data14 = data13.ca;
									if (typeof data14 !== "string") {
										const err21 = {
											instancePath: instancePath + "/environments/" + i0 + "/clients/ca",
											schemaPath: "#/properties/environments/items/properties/clients/properties/ca/type",
											keyword: "type",
											params: { type: "string" },
											message: "must be string",
											schema: schema6.properties.environments.items.properties.clients.properties.ca.type,
											parentSchema: schema6.properties.environments.items.properties.clients.properties.ca,
											data: data14
										};
										if (vErrors === null) vErrors = [err21];
										else vErrors.push(err21);
										errors++;
									}
								}
								if (data13.certificate !== void 0) {
									let data15 = data13.certificate;
									if (typeof data15 !== "string") {
										const err22 = {
											instancePath: instancePath + "/environments/" + i0 + "/clients/certificate",
											schemaPath: "#/properties/environments/items/properties/clients/properties/certificate/type",
											keyword: "type",
											params: { type: "string" },
											message: "must be string",
											schema: schema6.properties.environments.items.properties.clients.properties.certificate.type,
											parentSchema: schema6.properties.environments.items.properties.clients.properties.certificate,
											data: data15
										};
										if (vErrors === null) vErrors = [err22];
										else vErrors.push(err22);
										errors++;
									}
								}
							} else {
								const err23 = {
									instancePath: instancePath + "/environments/" + i0 + "/clients",
									schemaPath: "#/properties/environments/items/properties/clients/type",
									keyword: "type",
									params: { type: "object" },
									message: "must be object",
									schema: schema6.properties.environments.items.properties.clients.type,
									parentSchema: schema6.properties.environments.items.properties.clients,
									data: data13
								};
								if (vErrors === null) vErrors = [err23];
								else vErrors.push(err23);
								errors++;
							}
						}
					} else {
						const err24 = {
							instancePath: instancePath + "/environments/" + i0,
							schemaPath: "#/properties/environments/items/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.environments.items.type,
							parentSchema: schema6.properties.environments.items,
							data: data5
						};
						if (vErrors === null) vErrors = [err24];
						else vErrors.push(err24);
						errors++;
					}
				}
			} else {
				const err25 = {
					instancePath: instancePath + "/environments",
					schemaPath: "#/properties/environments/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema6.properties.environments.type,
					parentSchema: schema6.properties.environments,
					data: data4
				};
				if (vErrors === null) vErrors = [err25];
				else vErrors.push(err25);
				errors++;
			}
		}
		if (data.waivers !== void 0) {
			let data16 = data.waivers;
			if (Array.isArray(data16)) {
				const len2 = data16.length;
				for (let i2 = 0; i2 < len2; i2++) {
					let data17 = data16[i2];
					if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
						if (data17.rule === void 0) {
							const err26 = {
								instancePath: instancePath + "/waivers/" + i2,
								schemaPath: "#/properties/waivers/items/required",
								keyword: "required",
								params: { missingProperty: "rule" },
								message: "must have required property 'rule'",
								schema: schema6.properties.waivers.items.required,
								parentSchema: schema6.properties.waivers.items,
								data: data17
							};
							if (vErrors === null) vErrors = [err26];
							else vErrors.push(err26);
							errors++;
						}
						if (data17.path === void 0) {
							const err27 = {
								instancePath: instancePath + "/waivers/" + i2,
								schemaPath: "#/properties/waivers/items/required",
								keyword: "required",
								params: { missingProperty: "path" },
								message: "must have required property 'path'",
								schema: schema6.properties.waivers.items.required,
								parentSchema: schema6.properties.waivers.items,
								data: data17
							};
							if (vErrors === null) vErrors = [err27];
							else vErrors.push(err27);
							errors++;
						}
						for (const key5 in data17) if (!(key5 === "rule" || key5 === "path" || key5 === "reason" || key5 === "owner" || key5 === "until")) {
							const err28 = {
								instancePath: instancePath + "/waivers/" + i2,
								schemaPath: "#/properties/waivers/items/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key5 },
								message: "must NOT have additional properties",
								schema: false,
								parentSchema: schema6.properties.waivers.items,
								data: data17
							};
							if (vErrors === null) vErrors = [err28];
							else vErrors.push(err28);
							errors++;
						}
						if (data17.rule !== void 0) {
							let data18 = data17.rule;
							if (typeof data18 !== "string") {
								const err29 = {
									instancePath: instancePath + "/waivers/" + i2 + "/rule",
									schemaPath: "#/properties/waivers/items/properties/rule/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string",
									schema: schema6.properties.waivers.items.properties.rule.type,
									parentSchema: schema6.properties.waivers.items.properties.rule,
									data: data18
								};
								if (vErrors === null) vErrors = [err29];
								else vErrors.push(err29);
								errors++;
							}
						}
						if (data17.path !== void 0) {
							let data19 = data17.path;
							if (typeof data19 !== "string") {
								const err30 = {
									instancePath: instancePath + "/waivers/" + i2 + "/path",
									schemaPath: "#/properties/waivers/items/properties/path/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string",
									schema: schema6.properties.waivers.items.properties.path.type,
									parentSchema: schema6.properties.waivers.items.properties.path,
									data: data19
								};
								if (vErrors === null) vErrors = [err30];
								else vErrors.push(err30);
								errors++;
							}
						}
						if (data17.reason !== void 0) {
							let data20 = data17.reason;
							if (typeof data20 !== "string") {
								const err31 = {
									instancePath: instancePath + "/waivers/" + i2 + "/reason",
									schemaPath: "#/properties/waivers/items/properties/reason/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string",
									schema: schema6.properties.waivers.items.properties.reason.type,
									parentSchema: schema6.properties.waivers.items.properties.reason,
									data: data20
								};
								if (vErrors === null) vErrors = [err31];
								else vErrors.push(err31);
								errors++;
							}
						}
						if (data17.owner !== void 0) {
							let data21 = data17.owner;
							if (typeof data21 !== "string") {
								const err32 = {
									instancePath: instancePath + "/waivers/" + i2 + "/owner",
									schemaPath: "#/properties/waivers/items/properties/owner/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string",
									schema: schema6.properties.waivers.items.properties.owner.type,
									parentSchema: schema6.properties.waivers.items.properties.owner,
									data: data21
								};
								if (vErrors === null) vErrors = [err32];
								else vErrors.push(err32);
								errors++;
							}
						}
						if (data17.until !== void 0) {
							let data22 = data17.until;
							if (typeof data22 !== "string") {
								const err33 = {
									instancePath: instancePath + "/waivers/" + i2 + "/until",
									schemaPath: "#/properties/waivers/items/properties/until/type",
									keyword: "type",
									params: { type: "string" },
									message: "must be string",
									schema: schema6.properties.waivers.items.properties.until.type,
									parentSchema: schema6.properties.waivers.items.properties.until,
									data: data22
								};
								if (vErrors === null) vErrors = [err33];
								else vErrors.push(err33);
								errors++;
							}
						}
					} else {
						const err34 = {
							instancePath: instancePath + "/waivers/" + i2,
							schemaPath: "#/properties/waivers/items/type",
							keyword: "type",
							params: { type: "object" },
							message: "must be object",
							schema: schema6.properties.waivers.items.type,
							parentSchema: schema6.properties.waivers.items,
							data: data17
						};
						if (vErrors === null) vErrors = [err34];
						else vErrors.push(err34);
						errors++;
					}
				}
			} else {
				const err35 = {
					instancePath: instancePath + "/waivers",
					schemaPath: "#/properties/waivers/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema6.properties.waivers.type,
					parentSchema: schema6.properties.waivers,
					data: data16
				};
				if (vErrors === null) vErrors = [err35];
				else vErrors.push(err35);
				errors++;
			}
		}
		if (data.handshake !== void 0) {
			let data23 = data.handshake;
			if (data23 && typeof data23 == "object" && !Array.isArray(data23)) {
				for (const key6 in data23) if (!(key6 === "engine" || key6 === "pd-image" || key6 === "tikv-image")) {
					const err36 = {
						instancePath: instancePath + "/handshake",
						schemaPath: "#/properties/handshake/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key6 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema6.properties.handshake,
						data: data23
					};
					if (vErrors === null) vErrors = [err36];
					else vErrors.push(err36);
					errors++;
				}
				if (data23.engine !== void 0) {
					let data24 = data23.engine;
					if (!(data24 === "loopback" || data24 === "process" || data24 === "docker")) {
						const err37 = {
							instancePath: instancePath + "/handshake/engine",
							schemaPath: "#/properties/handshake/properties/engine/enum",
							keyword: "enum",
							params: { allowedValues: schema6.properties.handshake.properties.engine.enum },
							message: "must be equal to one of the allowed values",
							schema: schema6.properties.handshake.properties.engine.enum,
							parentSchema: schema6.properties.handshake.properties.engine,
							data: data24
						};
						if (vErrors === null) vErrors = [err37];
						else vErrors.push(err37);
						errors++;
					}
				}
				if (data23["pd-image"] !== void 0) {
					let data25 = data23["pd-image"];
					if (typeof data25 !== "string") {
						const err38 = {
							instancePath: instancePath + "/handshake/pd-image",
							schemaPath: "#/properties/handshake/properties/pd-image/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema6.properties.handshake.properties["pd-image"].type,
							parentSchema: schema6.properties.handshake.properties["pd-image"],
							data: data25
						};
						if (vErrors === null) vErrors = [err38];
						else vErrors.push(err38);
						errors++;
					}
				}
				if (data23["tikv-image"] !== void 0) {
					let data26 = data23["tikv-image"];
					if (typeof data26 !== "string") {
						const err39 = {
							instancePath: instancePath + "/handshake/tikv-image",
							schemaPath: "#/properties/handshake/properties/tikv-image/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema6.properties.handshake.properties["tikv-image"].type,
							parentSchema: schema6.properties.handshake.properties["tikv-image"],
							data: data26
						};
						if (vErrors === null) vErrors = [err39];
						else vErrors.push(err39);
						errors++;
					}
				}
			} else {
				const err40 = {
					instancePath: instancePath + "/handshake",
					schemaPath: "#/properties/handshake/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema6.properties.handshake.type,
					parentSchema: schema6.properties.handshake,
					data: data23
				};
				if (vErrors === null) vErrors = [err40];
				else vErrors.push(err40);
				errors++;
			}
		}
	} else {
		const err41 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema6.type,
			parentSchema: schema6,
			data
		};
		if (vErrors === null) vErrors = [err41];
		else vErrors.push(err41);
		errors++;
	}
	validate21.errors = vErrors;
	return errors === 0;
}

// src/config/yaml-document.ts
const maximumLength = 131072;
const maximumDepth = 32;
/**
* Reads a small YAML text of one document, without anchors, aliases and tags: nothing in it stands for something else.
* `strings` leaves every scalar a string, so that dates and versions stay what was written; `values` reads numbers and
* booleans as YAML 1.2 does.
*/
function readYaml(path, text, scalars) {
	const lines = new require_engine.LineIndex(path, text);
	if (text.length > maximumLength) return require_engine.refused([{
		at: lines.span(0, 0),
		message: `the file is longer than ${maximumLength / 1024} KiB`,
		help: "split it, or leave out what is not needed"
	}]);
	const document = require_yaml.parseDocument(text, {
		schema: scalars === "strings" ? "failsafe" : "core",
		uniqueKeys: false,
		prettyErrors: false,
		logLevel: "silent"
	});
	const faults = [...document.errors, ...document.warnings];
	if (faults.length > 0) return require_engine.refused(faults.map(({ pos, message }) => ({
		at: lines.span(pos[0], pos[1]),
		message: firstSentence(message),
		help: "correct the YAML"
	})));
	const walk = new Walk(lines);
	const value = document.contents === null ? null : walk.read(document.contents, "", 0);
	if (walk.mistakes.length > 0) return require_engine.refused(walk.mistakes);
	const spanOf = (pointer) => {
		for (let at = pointer;; at = at.slice(0, at.lastIndexOf("/"))) {
			const span = walk.values.get(at);
			if (span !== void 0) return span;
			if (at === "") return lines.span(0, 0);
		}
	};
	return {
		kind: "document",
		value,
		spanOf,
		keySpanOf: (pointer) => walk.keys.get(pointer) ?? spanOf(pointer)
	};
}
/** One step of a JSON pointer. */
function pointerStep(key) {
	return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
var Walk = class {
	values = /* @__PURE__ */ new Map();
	keys = /* @__PURE__ */ new Map();
	mistakes = [];
	#lines;
	constructor(lines) {
		this.#lines = lines;
	}
	read(node, pointer, depth) {
		const at = this.#spanOf(node);
		this.values.set(pointer, at);
		if (depth > maximumDepth) return this.#refuse(at, `it is nested more than ${maximumDepth} deep`, "write it flatter");
		if (require_yaml.isAlias(node)) return this.#refuse(at, "aliases are not used here", "write the value itself");
		if ((require_yaml.isMap(node) || require_yaml.isSeq(node) || require_yaml.isScalar(node)) && node.anchor !== void 0) return this.#refuse(at, "anchors are not used here", "leave the anchor out");
		if (require_yaml.isScalar(node)) return node.value;
		if (require_yaml.isSeq(node)) return node.items.map((item, index) => this.read(item, pointer + pointerStep(index), depth + 1));
		if (!require_yaml.isMap(node)) return this.#refuse(at, "this kind of YAML is not used here", "use maps, lists and plain values");
		const entries = /* @__PURE__ */ new Map();
		for (const pair of node.items) {
			const { key, value } = pair;
			if (!require_yaml.isScalar(key) || key.value === null) {
				this.#refuse(this.#spanOf(key), "a key is a plain text", "write key: value");
				continue;
			}
			const name = String(key.value);
			const inner = pointer + pointerStep(name);
			const keySpan = this.#spanOf(key);
			if (entries.has(name)) {
				const line = this.keys.get(inner)?.line;
				this.#refuse(keySpan, `"${name}" is set twice, first in line ${line}`, "keep one of them");
			}
			this.keys.set(inner, keySpan);
			if (value === null) this.values.set(inner, keySpan);
			entries.set(name, value === null ? null : this.read(value, inner, depth + 1));
		}
		return Object.fromEntries(entries);
	}
	#refuse(at, message, help) {
		this.mistakes.push({
			at,
			message,
			help
		});
	}
	#spanOf(node) {
		const [start, end] = node.range ?? [0, 0];
		return this.#lines.span(start, end);
	}
};
function firstSentence(message) {
	const line = message.split("\n")[0] ?? "";
	return (line.length > 200 ? `${line.slice(0, 200)}\u2026` : line).replace(/[.:]$/, "");
}

// src/config/config-schema.ts
/** Holds a document against a schema and tells each difference in the user's words. */
function mistakesOf(document, validate) {
	if (validate(document.value)) return [];
	const errors = validate.errors ?? [];
	const unknown = errors.filter((error) => error.keyword === "propertyNames").map((error) => error.instancePath + step(error.params.propertyName));
	return errors.filter((error) => error.propertyName === void 0 && !unknown.some((pointer) => error.instancePath.startsWith(pointer))).map((error) => mistakeOf(document, error));
}
function mistakeOf(document, error) {
	const { instancePath, keyword, params } = error;
	const where = placeText(instancePath);
	switch (keyword) {
		case "additionalProperties": {
			const key = String(params.additionalProperty);
			const known = Object.keys(error.parentSchema?.properties ?? {});
			return {
				at: document.keySpanOf(instancePath + step(key)),
				message: `${where} has no setting "${key}"`,
				help: require_engine.choice(key, known)
			};
		}
		case "propertyNames": {
			const key = String(params.propertyName);
			const known = error.schema?.enum ?? [];
			return {
				at: document.keySpanOf(instancePath + step(key)),
				message: `there is no rule "${key}"`,
				help: require_engine.choice(key, known)
			};
		}
		case "required": {
			const key = String(params.missingProperty);
			return {
				at: document.keySpanOf(instancePath),
				message: `${where} has no "${key}"`,
				help: `add ${key}`
			};
		}
		case "enum": {
			const allowed = (params.allowedValues ?? []).map(String);
			const value = valueAt(document.value, instancePath);
			return {
				at: document.spanOf(instancePath),
				message: `${where} cannot be ${shown(value)}`,
				help: require_engine.choice(String(value), allowed)
			};
		}
		case "type": return {
			at: document.spanOf(instancePath),
			message: `${where} is not ${typeText(params.type)}`,
			help: `write ${typeText(params.type)}`
		};
		case "minItems":
		case "pattern": return {
			at: document.spanOf(instancePath),
			message: `${where} is empty`,
			help: "write at least one value, or leave it out"
		};
		default: return {
			at: document.spanOf(instancePath),
			message: `${where} ${error.message ?? "is not valid"}`,
			help: "correct the value"
		};
	}
}
function step(key) {
	return pointerStep(String(key));
}
/** `environments[0].tier` of `/environments/0/tier`; `the file` of the whole. */
function placeText(pointer) {
	if (pointer === "") return "the file";
	return pointer.slice(1).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).map((part, index) => /^\d+$/.test(part) ? `[${part}]` : `${index === 0 ? "" : "."}${part}`).join("");
}
function valueAt(value, pointer) {
	let at = value;
	for (const part of pointer.split("/").slice(1)) {
		const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
		if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return void 0;
		at = at[key];
	}
	return at;
}
function shown(value) {
	const text = typeof value === "string" ? `"${value}"` : typeof value === "object" && value !== null ? "a list or map" : String(value);
	return text.length > 80 ? `${text.slice(0, 80)}\u2026` : text;
}
function typeText(type) {
	const names = {
		object: "a map (key: value)",
		array: "a list",
		string: "a text",
		integer: "a whole number",
		number: "a number",
		boolean: "true or false"
	};
	return (Array.isArray(type) ? type.map(String) : String(type).split(",")).map((name) => names[name] ?? name).join(" or ");
}

// src/config/config-file.ts
var config_file_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ readConfigFile: () => readConfigFile });
/** Reads the config file. `ruleIds` holds every rule's id, for the waivers. Loading this module loads the YAML reader. */
function readConfigFile({ path, folder }, text, ruleIds) {
	const document = readYaml(path, text, "strings");
	if (document.kind === "refused") return document;
	const differences = mistakesOf(document, validate);
	if (differences.length > 0) return require_engine.refused(differences);
	const written = document.value;
	const reader = new Reader(document, folder);
	const config = {
		kind: "config",
		path,
		scope: {
			...reader.version(written.version),
			...written.environments !== void 0 && { environments: reader.environments(written.environments) }
		},
		policy: reader.policy(written.policy, "/policy"),
		environmentPolicies: (written.environments ?? []).flatMap((environment, index) => reader.policy(environment.policy, `/environments/${index}/policy`) ?? []),
		waivers: (written.waivers ?? []).map((waiver, index) => require_engine.waiverOf({
			...waiver,
			path: patternIn(folder, waiver.path),
			at: document.spanOf(`/waivers/${index}`)
		}, ruleIds)),
		references: reader.references,
		handshake: written.handshake ?? {}
	};
	return reader.mistakes.length > 0 ? require_engine.refused(reader.mistakes) : config;
}
/** A pattern of a config file that speaks of a folder, as the root sees it. What would be a wildcard in the folder's name stands for any character. */
function patternIn(folder, pattern) {
	return folder === "" || "because" in require_engine.parseGlob(pattern) ? pattern : `${folder.replaceAll(/[*?[\]{}\\]/g, "?")}/${pattern}`;
}
/** Turns what the schema allows into what it means; collects what it does not mean anything. */
var Reader = class {
	mistakes = [];
	references = [];
	#document;
	#folder;
	constructor(document, folder) {
		this.#document = document;
		this.#folder = folder;
	}
	version(written) {
		if (written === void 0) return {};
		const versionSpan = this.#document.spanOf("/version");
		if (typeof written === "string") {
			const version = this.#release(written, "/version");
			return {
				version: {
					pd: version,
					tikv: version
				},
				versionSpan
			};
		}
		const part = (name) => {
			const text = written[name];
			return text === void 0 ? void 0 : this.#release(text, `/version/${name}`);
		};
		return {
			version: {
				pd: part("pd"),
				tikv: part("tikv")
			},
			versionSpan
		};
	}
	policy(text, pointer) {
		if (text === void 0) return void 0;
		if (text.trim() === "") this.#refuse(pointer, "the policy has no name", "write baseline, strict, pci-dss-4, tiup or a file's path");
		return {
			text,
			at: this.#document.spanOf(pointer)
		};
	}
	environments(written) {
		const names = /* @__PURE__ */ new Map();
		return written.map((environment, index) => {
			const pointer = `/environments/${index}`;
			const { name } = environment;
			const first = names.get(name);
			if (first !== void 0) this.#refuse(`${pointer}/name`, `environments[${first}] is called ${name} too`, "give each its own name");
			names.set(name, first ?? index);
			for (const [number, pattern] of environment.include.entries()) {
				const glob = require_engine.parseGlob(patternIn(this.#folder, pattern));
				if ("because" in glob) this.#refuse(`${pointer}/include/${number}`, `"${pattern}" is no pattern: ${glob.because}`, "write deploy/prod/**");
			}
			const at = this.#document.spanOf(`${pointer}/include`);
			this.references.push({
				kind: "environment",
				environment: name,
				text: environment.include.join(", "),
				at
			});
			return {
				name,
				tier: environment.tier,
				include: environment.include.map((pattern) => patternIn(this.#folder, pattern)),
				policy: environment.policy,
				mounts: this.#mounts(environment, `${pointer}/certificates`),
				clients: this.#clients(environment, `${pointer}/clients`),
				at: this.#document.spanOf(`${pointer}/name`)
			};
		});
	}
	#mounts(environment, pointer) {
		return Object.entries(environment.certificates ?? {}).flatMap(([server, text]) => {
			const inner = pointer + pointerStep(server);
			if (!server.startsWith("/")) {
				this.#refuseKey(inner, `"${server}" is no path on a server`, "write it from the root: /etc/tikv/tls");
				return [];
			}
			const repository = this.#inside(text, inner, environment.name, "certificates");
			return repository === void 0 ? [] : [{
				server,
				repository
			}];
		});
	}
	#clients(environment, pointer) {
		const { clients, name } = environment;
		if (clients === void 0) return void 0;
		const path = (key) => {
			const text = clients[key];
			return text === void 0 ? void 0 : this.#inside(text, `${pointer}/${key}`, name, "client");
		};
		return {
			ca: path("ca"),
			certificate: path("certificate"),
			caSpan: this.#document.spanOf(`${pointer}/ca`),
			certificateSpan: this.#document.spanOf(`${pointer}/certificate`)
		};
	}
	/** A path of the repository, noted so that a rule can look whether anything is there. */
	#inside(text, pointer, environment, kind) {
		const inside = require_engine.toRepoPath(text);
		const path = inside && require_engine.joinRepoPath(this.#folder, inside);
		if (path === void 0 || inside === "") {
			const why = path === void 0 ? "leaves the repository" : "names nothing";
			this.#refuse(pointer, `"${text}" ${why}`, "write a path from the root of the repository: deploy/prod/tls");
			return;
		}
		this.references.push({
			kind,
			environment,
			text: path,
			at: this.#document.spanOf(pointer)
		});
		return path;
	}
	#release(text, pointer) {
		const version = require_engine.parseVersion(text);
		if (version === void 0) this.#refuse(pointer, `"${text}" is no version`, "write v8.5 or v8.5.7");
		return version;
	}
	#refuse(pointer, message, help) {
		this.mistakes.push({
			at: this.#document.spanOf(pointer),
			message,
			help
		});
	}
	#refuseKey(pointer, message, help) {
		this.mistakes.push({
			at: this.#document.keySpanOf(pointer),
			message,
			help
		});
	}
};

Object.defineProperty(exports, "config_file_exports", {
  enumerable: true,
  get: function () {
    return config_file_exports;
  }
});
Object.defineProperty(exports, "mistakesOf", {
  enumerable: true,
  get: function () {
    return mistakesOf;
  }
});
Object.defineProperty(exports, "readConfigFile", {
  enumerable: true,
  get: function () {
    return readConfigFile;
  }
});
Object.defineProperty(exports, "readYaml", {
  enumerable: true,
  get: function () {
    return readYaml;
  }
});
})
