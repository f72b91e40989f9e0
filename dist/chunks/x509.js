import { Ht as firstLine, Wt as ipText } from "./engine.js";
import { constants, createHash, createPrivateKey, createPublicKey, verify } from "node:crypto";

// src/read/x509-binary-store.ts
/** The format of a binary file, by its first bytes; undefined for text. */
function binaryFormat(bytes) {
	const buffer = bufferOf(bytes);
	if (buffer.length >= 12 && javaMagics.has(buffer.readUInt32BE(0))) return "jks";
	const start = contentOffset(buffer);
	if (start === void 0) return void 0;
	return buffer.subarray(start, start + 3).equals(version3) && buffer.subarray(start + 3, start + 24).includes(pkcs7) ? "pkcs12" : "der";
}
const javaMagics = /* @__PURE__ */ new Set([4277010157, 3469659854]);
/** INTEGER 3, the version of PKCS#12, and the beginning of the OIDs of PKCS#7 content. */
const version3 = Buffer.from("020103", "hex");
const pkcs7 = Buffer.from("06092a864886f70d0107", "hex");
/** Bags of PKCS#12 (RFC 7292 4.2.1, 4.2.2): a plain key and an encrypted one. */
const keyBag = Buffer.from("060b2a864886f70d010c0a0101", "hex");
const shroudedKeyBag = Buffer.from("060b2a864886f70d010c0a0102", "hex");
/** Offset of the content of a SEQUENCE whose length is that of the file, give or take a final line end. */
function contentOffset(buffer) {
	const first = buffer[1];
	if (buffer[0] !== 48 || first === void 0) return void 0;
	if (first < 128) return first + 2 === buffer.length ? 2 : void 0;
	const size = first & 127;
	return size >= 1 && size <= 4 && buffer.length > size + 2 ? size + 2 : void 0;
}
/** Reads a binary file: one certificate, one key, or a store of which only its kind is told. */
function readBinary(file, format, x509, at = firstLine(file.path, "")) {
	return {
		path: file.path,
		at,
		format,
		blocks: format === "der" ? derBlocks(file.bytes, at, x509) : storeBlocks(bufferOf(file.bytes), format, at),
		startsWithByteOrderMark: false,
		hasNul: true,
		hasIndentedBlock: false
	};
}
function derBlocks(bytes, span, x509) {
	if (x509 === void 0) return [{
		kind: "other",
		span,
		label: ""
	}];
	const key = x509.privateKey(bytes, span, void 0);
	if (!("because" in key)) return [{
		kind: "private-key",
		span,
		label: "",
		key
	}];
	const certificate = x509.certificate(bytes, span);
	if (!("because" in certificate)) return [{
		kind: "certificate",
		span,
		label: "",
		certificate
	}];
	return [{
		kind: "broken",
		span,
		label: "",
		level: "der",
		because: certificate.because
	}];
}
function storeBlocks(bytes, format, span) {
	const key = (encrypted) => [{
		kind: "private-key",
		span,
		label: "",
		key: {
			span,
			encoding: format,
			encrypted
		}
	}];
	if (format === "jks") return javaStoreHoldsKey(bytes) ? key(true) : [{
		kind: "other",
		span,
		label: ""
	}];
	if (bytes.includes(keyBag)) return key(false);
	return bytes.includes(shroudedKeyBag) ? key(true) : [{
		kind: "other",
		span,
		label: ""
	}];
}
/** Entries of a Java key store: tag 1 is a private key, 2 a certificate, 3 (JCEKS) a secret key. What cannot be walked counts as a key. */
function javaStoreHoldsKey(bytes) {
	const entries = bytes.readUInt32BE(8);
	let at = 12;
	for (let entry = 0; entry < entries; entry += 1) {
		if (at + 6 > bytes.length || bytes.readUInt32BE(at) !== 2) return true;
		at += 6 + bytes.readUInt16BE(at + 4) + 8;
		if (at + 2 > bytes.length) return true;
		at += 2 + bytes.readUInt16BE(at);
		if (at + 4 > bytes.length) return true;
		at += 4 + bytes.readUInt32BE(at);
	}
	return false;
}
function bufferOf(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

// node_modules/pvtsutils/build/index.es.js
/*!
* MIT License
* 
* Copyright (c) 2017-2024 Peculiar Ventures, LLC
* 
* Permission is hereby granted, free of charge, to any person obtaining a copy
* of this software and associated documentation files (the "Software"), to deal
* in the Software without restriction, including without limitation the rights
* to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
* copies of the Software, and to permit persons to whom the Software is
* furnished to do so, subject to the following conditions:
* 
* The above copyright notice and this permission notice shall be included in all
* copies or substantial portions of the Software.
* 
* THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
* IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
* FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
* AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
* LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
* OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
* SOFTWARE.
* 
*/
const ARRAY_BUFFER_NAME = "[object ArrayBuffer]";
var BufferSourceConverter = class BufferSourceConverter {
	static isArrayBuffer(data) {
		return Object.prototype.toString.call(data) === ARRAY_BUFFER_NAME;
	}
	static toArrayBuffer(data) {
		if (this.isArrayBuffer(data)) return data;
		if (data.byteLength === data.buffer.byteLength) return data.buffer;
		if (data.byteOffset === 0 && data.byteLength === data.buffer.byteLength) return data.buffer;
		return this.toUint8Array(data.buffer).slice(data.byteOffset, data.byteOffset + data.byteLength).buffer;
	}
	static toUint8Array(data) {
		return this.toView(data, Uint8Array);
	}
	static toView(data, type) {
		if (data.constructor === type) return data;
		if (this.isArrayBuffer(data)) return new type(data);
		if (this.isArrayBufferView(data)) return new type(data.buffer, data.byteOffset, data.byteLength);
		throw new TypeError("The provided value is not of type '(ArrayBuffer or ArrayBufferView)'");
	}
	static isBufferSource(data) {
		return this.isArrayBufferView(data) || this.isArrayBuffer(data);
	}
	static isArrayBufferView(data) {
		return ArrayBuffer.isView(data) || data && this.isArrayBuffer(data.buffer);
	}
	static isEqual(a, b) {
		const aView = BufferSourceConverter.toUint8Array(a);
		const bView = BufferSourceConverter.toUint8Array(b);
		if (aView.length !== bView.byteLength) return false;
		for (let i = 0; i < aView.length; i++) if (aView[i] !== bView[i]) return false;
		return true;
	}
	static concat(...args) {
		let buffers;
		if (Array.isArray(args[0]) && !(args[1] instanceof Function)) buffers = args[0];
		else if (Array.isArray(args[0]) && args[1] instanceof Function) buffers = args[0];
		else if (args[args.length - 1] instanceof Function) buffers = args.slice(0, args.length - 1);
		else buffers = args;
		let size = 0;
		for (const buffer of buffers) size += buffer.byteLength;
		const res = new Uint8Array(size);
		let offset = 0;
		for (const buffer of buffers) {
			const view = this.toUint8Array(buffer);
			res.set(view, offset);
			offset += view.length;
		}
		if (args[args.length - 1] instanceof Function) return this.toView(res, args[args.length - 1]);
		return res.buffer;
	}
};
const STRING_TYPE = "string";
const HEX_REGEX = /^[0-9a-f\s]+$/i;
const BASE64_REGEX = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const BASE64URL_REGEX = /^[a-zA-Z0-9-_]+$/;
var Utf8Converter = class {
	static fromString(text) {
		const s = unescape(encodeURIComponent(text));
		const uintArray = new Uint8Array(s.length);
		for (let i = 0; i < s.length; i++) uintArray[i] = s.charCodeAt(i);
		return uintArray.buffer;
	}
	static toString(buffer) {
		const buf = BufferSourceConverter.toUint8Array(buffer);
		let encodedString = "";
		for (let i = 0; i < buf.length; i++) encodedString += String.fromCharCode(buf[i]);
		return decodeURIComponent(escape(encodedString));
	}
};
var Utf16Converter = class {
	static toString(buffer, littleEndian = false) {
		const arrayBuffer = BufferSourceConverter.toArrayBuffer(buffer);
		const dataView = new DataView(arrayBuffer);
		let res = "";
		for (let i = 0; i < arrayBuffer.byteLength; i += 2) {
			const code = dataView.getUint16(i, littleEndian);
			res += String.fromCharCode(code);
		}
		return res;
	}
	static fromString(text, littleEndian = false) {
		const res = new ArrayBuffer(text.length * 2);
		const dataView = new DataView(res);
		for (let i = 0; i < text.length; i++) dataView.setUint16(i * 2, text.charCodeAt(i), littleEndian);
		return res;
	}
};
var Convert = class Convert {
	static isHex(data) {
		return typeof data === STRING_TYPE && HEX_REGEX.test(data);
	}
	static isBase64(data) {
		return typeof data === STRING_TYPE && BASE64_REGEX.test(data);
	}
	static isBase64Url(data) {
		return typeof data === STRING_TYPE && BASE64URL_REGEX.test(data);
	}
	static ToString(buffer, enc = "utf8") {
		const buf = BufferSourceConverter.toUint8Array(buffer);
		switch (enc.toLowerCase()) {
			case "utf8": return this.ToUtf8String(buf);
			case "binary": return this.ToBinary(buf);
			case "hex": return this.ToHex(buf);
			case "base64": return this.ToBase64(buf);
			case "base64url": return this.ToBase64Url(buf);
			case "utf16le": return Utf16Converter.toString(buf, true);
			case "utf16":
			case "utf16be": return Utf16Converter.toString(buf);
			default: throw new Error(`Unknown type of encoding '${enc}'`);
		}
	}
	static FromString(str, enc = "utf8") {
		if (!str) return /* @__PURE__ */ new ArrayBuffer(0);
		switch (enc.toLowerCase()) {
			case "utf8": return this.FromUtf8String(str);
			case "binary": return this.FromBinary(str);
			case "hex": return this.FromHex(str);
			case "base64": return this.FromBase64(str);
			case "base64url": return this.FromBase64Url(str);
			case "utf16le": return Utf16Converter.fromString(str, true);
			case "utf16":
			case "utf16be": return Utf16Converter.fromString(str);
			default: throw new Error(`Unknown type of encoding '${enc}'`);
		}
	}
	static ToBase64(buffer) {
		const buf = BufferSourceConverter.toUint8Array(buffer);
		if (typeof btoa !== "undefined") {
			const binary = this.ToString(buf, "binary");
			return btoa(binary);
		} else return Buffer.from(buf).toString("base64");
	}
	static FromBase64(base64) {
		const formatted = this.formatString(base64);
		if (!formatted) return /* @__PURE__ */ new ArrayBuffer(0);
		if (!Convert.isBase64(formatted)) throw new TypeError("Argument 'base64Text' is not Base64 encoded");
		if (typeof atob !== "undefined") return this.FromBinary(atob(formatted));
		else return new Uint8Array(Buffer.from(formatted, "base64")).buffer;
	}
	static FromBase64Url(base64url) {
		const formatted = this.formatString(base64url);
		if (!formatted) return /* @__PURE__ */ new ArrayBuffer(0);
		if (!Convert.isBase64Url(formatted)) throw new TypeError("Argument 'base64url' is not Base64Url encoded");
		return this.FromBase64(this.Base64Padding(formatted.replace(/\-/g, "+").replace(/\_/g, "/")));
	}
	static ToBase64Url(data) {
		return this.ToBase64(data).replace(/\+/g, "-").replace(/\//g, "_").replace(/\=/g, "");
	}
	static FromUtf8String(text, encoding = Convert.DEFAULT_UTF8_ENCODING) {
		switch (encoding) {
			case "ascii": return this.FromBinary(text);
			case "utf8": return Utf8Converter.fromString(text);
			case "utf16":
			case "utf16be": return Utf16Converter.fromString(text);
			case "utf16le":
			case "usc2": return Utf16Converter.fromString(text, true);
			default: throw new Error(`Unknown type of encoding '${encoding}'`);
		}
	}
	static ToUtf8String(buffer, encoding = Convert.DEFAULT_UTF8_ENCODING) {
		switch (encoding) {
			case "ascii": return this.ToBinary(buffer);
			case "utf8": return Utf8Converter.toString(buffer);
			case "utf16":
			case "utf16be": return Utf16Converter.toString(buffer);
			case "utf16le":
			case "usc2": return Utf16Converter.toString(buffer, true);
			default: throw new Error(`Unknown type of encoding '${encoding}'`);
		}
	}
	static FromBinary(text) {
		const stringLength = text.length;
		const resultView = new Uint8Array(stringLength);
		for (let i = 0; i < stringLength; i++) resultView[i] = text.charCodeAt(i);
		return resultView.buffer;
	}
	static ToBinary(buffer) {
		const buf = BufferSourceConverter.toUint8Array(buffer);
		let res = "";
		for (let i = 0; i < buf.length; i++) res += String.fromCharCode(buf[i]);
		return res;
	}
	static ToHex(buffer) {
		const buf = BufferSourceConverter.toUint8Array(buffer);
		let result = "";
		const len = buf.length;
		for (let i = 0; i < len; i++) {
			const byte = buf[i];
			if (byte < 16) result += "0";
			result += byte.toString(16);
		}
		return result;
	}
	static FromHex(hexString) {
		let formatted = this.formatString(hexString);
		if (!formatted) return /* @__PURE__ */ new ArrayBuffer(0);
		if (!Convert.isHex(formatted)) throw new TypeError("Argument 'hexString' is not HEX encoded");
		if (formatted.length % 2) formatted = `0${formatted}`;
		const res = new Uint8Array(formatted.length / 2);
		for (let i = 0; i < formatted.length; i = i + 2) {
			const c = formatted.slice(i, i + 2);
			res[i / 2] = parseInt(c, 16);
		}
		return res.buffer;
	}
	static ToUtf16String(buffer, littleEndian = false) {
		return Utf16Converter.toString(buffer, littleEndian);
	}
	static FromUtf16String(text, littleEndian = false) {
		return Utf16Converter.fromString(text, littleEndian);
	}
	static Base64Padding(base64) {
		const padCount = 4 - base64.length % 4;
		if (padCount < 4) for (let i = 0; i < padCount; i++) base64 += "=";
		return base64;
	}
	static formatString(data) {
		return (data === null || data === void 0 ? void 0 : data.replace(/[\n\r\t ]/g, "")) || "";
	}
};
Convert.DEFAULT_UTF8_ENCODING = "utf8";

// node_modules/pvutils/build/utils.es.js
/*!
Copyright (c) Peculiar Ventures, LLC
*/
function utilFromBase(inputBuffer, inputBase) {
	let result = 0;
	if (inputBuffer.length === 1) return inputBuffer[0];
	for (let i = inputBuffer.length - 1; i >= 0; i--) result += inputBuffer[inputBuffer.length - 1 - i] * Math.pow(2, inputBase * i);
	return result;
}
function utilToBase(value, base, reserved = -1) {
	const internalReserved = reserved;
	let internalValue = value;
	let result = 0;
	let biggest = Math.pow(2, base);
	for (let i = 1; i < 8; i++) {
		if (value < biggest) {
			let retBuf;
			if (internalReserved < 0) {
				retBuf = new ArrayBuffer(i);
				result = i;
			} else {
				if (internalReserved < i) return /* @__PURE__ */ new ArrayBuffer(0);
				retBuf = new ArrayBuffer(internalReserved);
				result = internalReserved;
			}
			const retView = new Uint8Array(retBuf);
			for (let j = i - 1; j >= 0; j--) {
				const basis = Math.pow(2, j * base);
				retView[result - j - 1] = Math.floor(internalValue / basis);
				internalValue -= retView[result - j - 1] * basis;
			}
			return retBuf;
		}
		biggest *= Math.pow(2, base);
	}
	return /* @__PURE__ */ new ArrayBuffer(0);
}
function utilDecodeTC() {
	const buf = new Uint8Array(this.valueHex);
	if (this.valueHex.byteLength >= 2) {
		const condition1 = buf[0] === 255 && buf[1] & 128;
		const condition2 = buf[0] === 0 && (buf[1] & 128) === 0;
		if (condition1 || condition2) this.warnings.push("Needlessly long format");
	}
	const bigIntBuffer = new ArrayBuffer(this.valueHex.byteLength);
	const bigIntView = new Uint8Array(bigIntBuffer);
	for (let i = 0; i < this.valueHex.byteLength; i++) bigIntView[i] = 0;
	bigIntView[0] = buf[0] & 128;
	const bigInt = utilFromBase(bigIntView, 8);
	const smallIntBuffer = new ArrayBuffer(this.valueHex.byteLength);
	const smallIntView = new Uint8Array(smallIntBuffer);
	for (let j = 0; j < this.valueHex.byteLength; j++) smallIntView[j] = buf[j];
	smallIntView[0] &= 127;
	return utilFromBase(smallIntView, 8) - bigInt;
}
function utilEncodeTC(value) {
	const modValue = value < 0 ? value * -1 : value;
	let bigInt = 128;
	for (let i = 1; i < 8; i++) {
		if (modValue <= bigInt) {
			if (value < 0) {
				const retBuf = utilToBase(bigInt - modValue, 8, i);
				const retView = new Uint8Array(retBuf);
				retView[0] |= 128;
				return retBuf;
			}
			let retBuf = utilToBase(modValue, 8, i);
			let retView = new Uint8Array(retBuf);
			if (retView[0] & 128) {
				const tempBuf = retBuf.slice(0);
				const tempView = new Uint8Array(tempBuf);
				retBuf = new ArrayBuffer(retBuf.byteLength + 1);
				retView = new Uint8Array(retBuf);
				for (let k = 0; k < tempBuf.byteLength; k++) retView[k + 1] = tempView[k];
				retView[0] = 0;
			}
			return retBuf;
		}
		bigInt *= Math.pow(2, 8);
	}
	return /* @__PURE__ */ new ArrayBuffer(0);
}
function isEqualBuffer(inputBuffer1, inputBuffer2) {
	if (inputBuffer1.byteLength !== inputBuffer2.byteLength) return false;
	const view1 = new Uint8Array(inputBuffer1);
	const view2 = new Uint8Array(inputBuffer2);
	for (let i = 0; i < view1.length; i++) if (view1[i] !== view2[i]) return false;
	return true;
}
function padNumber(inputNumber, fullLength) {
	const str = inputNumber.toString(10);
	if (fullLength < str.length) return "";
	const dif = fullLength - str.length;
	const padding = Array.from({ length: dif });
	for (let i = 0; i < dif; i++) padding[i] = "0";
	return padding.join("").concat(str);
}

// node_modules/asn1js/build/index.es.js
/*!
* Copyright (c) 2014, GMO GlobalSign
* Copyright (c) 2015-2022, Peculiar Ventures
* All rights reserved.
* 
* Author 2014-2019, Yury Strozhevsky
* 
* Redistribution and use in source and binary forms, with or without modification,
* are permitted provided that the following conditions are met:
* 
* * Redistributions of source code must retain the above copyright notice, this
*   list of conditions and the following disclaimer.
* 
* * Redistributions in binary form must reproduce the above copyright notice, this
*   list of conditions and the following disclaimer in the documentation and/or
*   other materials provided with the distribution.
* 
* * Neither the name of the copyright holder nor the names of its
*   contributors may be used to endorse or promote products derived from
*   this software without specific prior written permission.
* 
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
* ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
* (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
* LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
* ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
* (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
* SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
* 
*/
function assertBigInt() {
	if (typeof BigInt === "undefined") throw new Error("BigInt is not defined. Your environment doesn't implement BigInt.");
}
function concat(buffers) {
	let outputLength = 0;
	let prevLength = 0;
	for (let i = 0; i < buffers.length; i++) {
		const buffer = buffers[i];
		outputLength += buffer.byteLength;
	}
	const retView = new Uint8Array(outputLength);
	for (let i = 0; i < buffers.length; i++) {
		const buffer = buffers[i];
		retView.set(buffer instanceof Uint8Array ? buffer : new Uint8Array(buffer), prevLength);
		prevLength += buffer.byteLength;
	}
	return retView.buffer;
}
function checkBufferParams(baseBlock, inputBuffer, inputOffset, inputLength) {
	if (!(inputBuffer instanceof Uint8Array)) {
		baseBlock.error = "Wrong parameter: inputBuffer must be 'Uint8Array'";
		return false;
	}
	if (!inputBuffer.byteLength) {
		baseBlock.error = "Wrong parameter: inputBuffer has zero length";
		return false;
	}
	if (inputOffset < 0) {
		baseBlock.error = "Wrong parameter: inputOffset less than zero";
		return false;
	}
	if (inputLength < 0) {
		baseBlock.error = "Wrong parameter: inputLength less than zero";
		return false;
	}
	if (inputBuffer.byteLength - inputOffset - inputLength < 0) {
		baseBlock.error = "End of input reached before message was fully decoded (inconsistent offset and length values)";
		return false;
	}
	return true;
}
var ViewWriter = class {
	constructor() {
		this.items = [];
	}
	write(buf) {
		this.items.push(buf instanceof ArrayBuffer ? buf : concat([buf]));
	}
	final() {
		return concat(this.items);
	}
};
const ORIGINAL_VIEW_WRITER_WRITE = ViewWriter.prototype.write;
const ORIGINAL_VIEW_WRITER_FINAL = ViewWriter.prototype.final;
const EMPTY_STRING = "";
const EMPTY_BUFFER = /* @__PURE__ */ new ArrayBuffer(0);
const EMPTY_VIEW = /* @__PURE__ */ new Uint8Array(0);
const END_OF_CONTENT_NAME = "EndOfContent";
const OCTET_STRING_NAME = "OCTET STRING";
const BIT_STRING_NAME = "BIT STRING";
function HexBlock(BaseClass) {
	var _a = class Some extends BaseClass {
		get valueHex() {
			return this.valueHexView.slice().buffer;
		}
		set valueHex(value) {
			this.valueHexView = new Uint8Array(value);
		}
		constructor(...args) {
			var _b;
			super(...args);
			const params = args[0] || {};
			this.isHexOnly = (_b = params.isHexOnly) !== null && _b !== void 0 ? _b : false;
			this.valueHexView = params.valueHex ? BufferSourceConverter.toUint8Array(params.valueHex) : EMPTY_VIEW;
		}
		fromBER(inputBuffer, inputOffset, inputLength, _context) {
			const view = inputBuffer instanceof ArrayBuffer ? new Uint8Array(inputBuffer) : inputBuffer;
			if (!checkBufferParams(this, view, inputOffset, inputLength)) return -1;
			const endLength = inputOffset + inputLength;
			this.valueHexView = view.subarray(inputOffset, endLength);
			if (!this.valueHexView.length) {
				this.warnings.push("Zero buffer length");
				return inputOffset;
			}
			this.blockLength = inputLength;
			return endLength;
		}
		toBER(sizeOnly = false) {
			if (!this.isHexOnly) {
				this.error = "Flag 'isHexOnly' is not set, abort";
				return EMPTY_BUFFER;
			}
			if (sizeOnly) return new ArrayBuffer(this.valueHexView.byteLength);
			if (this.valueHexView.buffer instanceof ArrayBuffer && this.valueHexView.byteLength === this.valueHexView.buffer.byteLength) return this.valueHexView.buffer;
			return BufferSourceConverter.toArrayBuffer(this.valueHexView);
		}
		toJSON() {
			return {
				...super.toJSON(),
				isHexOnly: this.isHexOnly,
				valueHex: Convert.ToHex(this.valueHexView)
			};
		}
	};
	return _a.NAME = "hexBlock", _a;
}
var LocalBaseBlock = class {
	static blockName() {
		return this.NAME;
	}
	get valueBeforeDecode() {
		return this.valueBeforeDecodeView.slice().buffer;
	}
	set valueBeforeDecode(value) {
		this.valueBeforeDecodeView = new Uint8Array(value);
	}
	constructor({ blockLength = 0, error = EMPTY_STRING, warnings = [], valueBeforeDecode = EMPTY_VIEW } = {}) {
		this.blockLength = blockLength;
		this.error = error;
		this.warnings = warnings;
		this.valueBeforeDecodeView = BufferSourceConverter.toUint8Array(valueBeforeDecode);
	}
	toJSON() {
		return {
			blockName: this.constructor.NAME,
			blockLength: this.blockLength,
			error: this.error,
			warnings: this.warnings,
			valueBeforeDecode: Convert.ToHex(this.valueBeforeDecodeView)
		};
	}
};
LocalBaseBlock.NAME = "baseBlock";
var ValueBlock = class extends LocalBaseBlock {
	fromBER(_inputBuffer, _inputOffset, _inputLength, _context) {
		throw TypeError("User need to make a specific function in a class which extends 'ValueBlock'");
	}
	toBER(_sizeOnly, _writer) {
		throw TypeError("User need to make a specific function in a class which extends 'ValueBlock'");
	}
};
ValueBlock.NAME = "valueBlock";
var LocalIdentificationBlock = class extends HexBlock(LocalBaseBlock) {
	constructor({ idBlock = {} } = {}) {
		var _a, _b, _c, _d;
		super();
		if (idBlock) {
			this.isHexOnly = (_a = idBlock.isHexOnly) !== null && _a !== void 0 ? _a : false;
			this.valueHexView = idBlock.valueHex ? BufferSourceConverter.toUint8Array(idBlock.valueHex) : EMPTY_VIEW;
			this.tagClass = (_b = idBlock.tagClass) !== null && _b !== void 0 ? _b : -1;
			this.tagNumber = (_c = idBlock.tagNumber) !== null && _c !== void 0 ? _c : -1;
			this.isConstructed = (_d = idBlock.isConstructed) !== null && _d !== void 0 ? _d : false;
		} else {
			this.tagClass = -1;
			this.tagNumber = -1;
			this.isConstructed = false;
		}
	}
	toBER(sizeOnly = false) {
		let firstOctet = 0;
		switch (this.tagClass) {
			case 1:
				firstOctet |= 0;
				break;
			case 2:
				firstOctet |= 64;
				break;
			case 3:
				firstOctet |= 128;
				break;
			case 4:
				firstOctet |= 192;
				break;
			default:
				this.error = "Unknown tag class";
				return EMPTY_BUFFER;
		}
		if (this.isConstructed) firstOctet |= 32;
		if (this.tagNumber < 31 && !this.isHexOnly) {
			const retView = /* @__PURE__ */ new Uint8Array(1);
			if (!sizeOnly) {
				let number = this.tagNumber;
				number &= 31;
				firstOctet |= number;
				retView[0] = firstOctet;
			}
			return retView.buffer;
		}
		if (!this.isHexOnly) {
			const encodedBuf = utilToBase(this.tagNumber, 7);
			const encodedView = new Uint8Array(encodedBuf);
			const size = encodedBuf.byteLength;
			const retView = new Uint8Array(size + 1);
			retView[0] = firstOctet | 31;
			if (!sizeOnly) {
				for (let i = 0; i < size - 1; i++) retView[i + 1] = encodedView[i] | 128;
				retView[size] = encodedView[size - 1];
			}
			return retView.buffer;
		}
		const retView = new Uint8Array(this.valueHexView.byteLength + 1);
		retView[0] = firstOctet | 31;
		if (!sizeOnly) {
			const curView = this.valueHexView;
			for (let i = 0; i < curView.length - 1; i++) retView[i + 1] = curView[i] | 128;
			retView[this.valueHexView.byteLength] = curView[curView.length - 1];
		}
		return retView.buffer;
	}
	fromBER(inputBuffer, inputOffset, inputLength) {
		const inputView = BufferSourceConverter.toUint8Array(inputBuffer);
		if (!checkBufferParams(this, inputView, inputOffset, inputLength)) return -1;
		const fastArgs = Number.isInteger(inputOffset) && Number.isInteger(inputLength);
		const intBuffer = fastArgs ? inputView : inputView.subarray(inputOffset, inputOffset + inputLength);
		const baseIndex = fastArgs ? inputOffset : 0;
		const bufferLength = fastArgs ? inputLength : intBuffer.length;
		if (bufferLength === 0) {
			this.error = "Zero buffer length";
			return -1;
		}
		switch (intBuffer[baseIndex] & 192) {
			case 0:
				this.tagClass = 1;
				break;
			case 64:
				this.tagClass = 2;
				break;
			case 128:
				this.tagClass = 3;
				break;
			case 192:
				this.tagClass = 4;
				break;
			default:
				this.error = "Unknown tag class";
				return -1;
		}
		this.isConstructed = (intBuffer[baseIndex] & 32) === 32;
		this.isHexOnly = false;
		const tagNumberMask = intBuffer[baseIndex] & 31;
		if (tagNumberMask !== 31) {
			this.tagNumber = tagNumberMask;
			this.blockLength = 1;
		} else {
			let count = 0;
			while (true) {
				const tagByteIndex = count + 1;
				if (tagByteIndex >= bufferLength) {
					this.error = "End of input reached before message was fully decoded";
					return -1;
				}
				count++;
				if ((intBuffer[baseIndex + tagByteIndex] & 128) === 0) break;
			}
			this.blockLength = count + 1;
			const intTagNumberBuffer = this.valueHexView = new Uint8Array(count);
			for (let i = 0; i < count; i++) intTagNumberBuffer[i] = intBuffer[baseIndex + i + 1] & 127;
			if (this.blockLength <= 9) this.tagNumber = utilFromBase(intTagNumberBuffer, 7);
			else {
				this.isHexOnly = true;
				this.warnings.push("Tag too long, represented as hex-coded");
			}
		}
		if (this.tagClass === 1 && this.isConstructed) switch (this.tagNumber) {
			case 1:
			case 2:
			case 5:
			case 6:
			case 9:
			case 13:
			case 14:
			case 23:
			case 24:
			case 31:
			case 32:
			case 33:
			case 34:
				this.error = "Constructed encoding used for primitive type";
				return -1;
		}
		return inputOffset + this.blockLength;
	}
	toJSON() {
		return {
			...super.toJSON(),
			tagClass: this.tagClass,
			tagNumber: this.tagNumber,
			isConstructed: this.isConstructed
		};
	}
};
LocalIdentificationBlock.NAME = "identificationBlock";
const ORIGINAL_LOCAL_IDENTIFICATION_TO_BER = LocalIdentificationBlock.prototype.toBER;
const ORIGINAL_LOCAL_IDENTIFICATION_FROM_BER = LocalIdentificationBlock.prototype.fromBER;
var LocalLengthBlock = class extends LocalBaseBlock {
	constructor({ lenBlock = {} } = {}) {
		var _a, _b, _c;
		super();
		this.isIndefiniteForm = (_a = lenBlock.isIndefiniteForm) !== null && _a !== void 0 ? _a : false;
		this.longFormUsed = (_b = lenBlock.longFormUsed) !== null && _b !== void 0 ? _b : false;
		this.length = (_c = lenBlock.length) !== null && _c !== void 0 ? _c : 0;
	}
	fromBER(inputBuffer, inputOffset, inputLength) {
		const view = BufferSourceConverter.toUint8Array(inputBuffer);
		if (!checkBufferParams(this, view, inputOffset, inputLength)) return -1;
		const fastArgs = Number.isInteger(inputOffset) && Number.isInteger(inputLength);
		const intBuffer = fastArgs ? view : view.subarray(inputOffset, inputOffset + inputLength);
		const baseIndex = fastArgs ? inputOffset : 0;
		const bufferLength = fastArgs ? inputLength : intBuffer.length;
		if (bufferLength === 0) {
			this.error = "Zero buffer length";
			return -1;
		}
		if (intBuffer[baseIndex] === 255) {
			this.error = "Length block 0xFF is reserved by standard";
			return -1;
		}
		this.isIndefiniteForm = intBuffer[baseIndex] === 128;
		if (this.isIndefiniteForm) {
			this.blockLength = 1;
			return inputOffset + this.blockLength;
		}
		this.longFormUsed = !!(intBuffer[baseIndex] & 128);
		if (this.longFormUsed === false) {
			this.length = intBuffer[baseIndex];
			this.blockLength = 1;
			return inputOffset + this.blockLength;
		}
		const count = intBuffer[baseIndex] & 127;
		if (count > 8) {
			this.error = "Too big integer";
			return -1;
		}
		if (count + 1 > bufferLength) {
			this.error = "End of input reached before message was fully decoded";
			return -1;
		}
		const lenOffset = inputOffset + 1;
		const lengthBufferView = view.subarray(lenOffset, lenOffset + count);
		if (lengthBufferView[count - 1] === 0) this.warnings.push("Needlessly long encoded length");
		this.length = utilFromBase(lengthBufferView, 8);
		if (this.longFormUsed && this.length <= 127) this.warnings.push("Unnecessary usage of long length form");
		this.blockLength = count + 1;
		return inputOffset + this.blockLength;
	}
	toBER(sizeOnly = false) {
		let retBuf;
		let retView;
		if (this.length > 127) this.longFormUsed = true;
		if (this.isIndefiniteForm) {
			retBuf = /* @__PURE__ */ new ArrayBuffer(1);
			if (sizeOnly === false) {
				retView = new Uint8Array(retBuf);
				retView[0] = 128;
			}
			return retBuf;
		}
		if (this.longFormUsed) {
			const encodedBuf = utilToBase(this.length, 8);
			if (encodedBuf.byteLength > 127) {
				this.error = "Too big length";
				return EMPTY_BUFFER;
			}
			retBuf = new ArrayBuffer(encodedBuf.byteLength + 1);
			if (sizeOnly) return retBuf;
			const encodedView = new Uint8Array(encodedBuf);
			retView = new Uint8Array(retBuf);
			retView[0] = encodedBuf.byteLength | 128;
			for (let i = 0; i < encodedBuf.byteLength; i++) retView[i + 1] = encodedView[i];
			return retBuf;
		}
		retBuf = /* @__PURE__ */ new ArrayBuffer(1);
		if (sizeOnly === false) {
			retView = new Uint8Array(retBuf);
			retView[0] = this.length;
		}
		return retBuf;
	}
	toJSON() {
		return {
			...super.toJSON(),
			isIndefiniteForm: this.isIndefiniteForm,
			longFormUsed: this.longFormUsed,
			length: this.length
		};
	}
};
LocalLengthBlock.NAME = "lengthBlock";
const ORIGINAL_LOCAL_LENGTH_TO_BER = LocalLengthBlock.prototype.toBER;
const ORIGINAL_LOCAL_LENGTH_FROM_BER = LocalLengthBlock.prototype.fromBER;
const typeStore = {};
var _a$y;
var _b;
var _c;
const originalUint8ArraySliceInfo = findMethod(Uint8Array.prototype, "slice");
const originalUint8ArrayConstructor = (_a$y = Object.getOwnPropertyDescriptor(Uint8Array.prototype, "constructor")) === null || _a$y === void 0 ? void 0 : _a$y.value;
const originalArrayIterator = (_b = Object.getOwnPropertyDescriptor(Array.prototype, Symbol.iterator)) === null || _b === void 0 ? void 0 : _b.value;
const intrinsicTypedArrayByteLength = (_c = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "byteLength")) === null || _c === void 0 ? void 0 : _c.get;
const BUILTIN_DISPATCH_PAYLOAD_THRESHOLD = 16384;
const BUILTIN_DISPATCH_MAX_DEPTH = 64;
let builtinRegistry;
function registerBuiltinEncoder(builtinConstructors, internals) {
	const nextInternals = internals || builtinRegistry;
	if (!nextInternals) {
		builtinRegistry = void 0;
		return;
	}
	builtinRegistry = {
		...nextInternals,
		...builtinConstructors
	};
}
function dataProperty(object, name) {
	const descriptor = Object.getOwnPropertyDescriptor(object, name);
	if (!descriptor || !("value" in descriptor)) return void 0;
	return descriptor.value;
}
function intrinsicPayloadByteLength(value) {
	if (!intrinsicTypedArrayByteLength || !value || typeof value !== "object") return void 0;
	try {
		const byteLength = intrinsicTypedArrayByteLength.call(value);
		return typeof byteLength === "number" ? byteLength : void 0;
	} catch {
		return;
	}
}
function largePayloadOrChain(block, depth) {
	if (depth > BUILTIN_DISPATCH_MAX_DEPTH || !block || typeof block !== "object") return false;
	const valueBlockDescriptor = Object.getOwnPropertyDescriptor(block, "valueBlock");
	if (!valueBlockDescriptor || !("value" in valueBlockDescriptor)) return false;
	const valueBlock = valueBlockDescriptor.value;
	if (!valueBlock || typeof valueBlock !== "object") return false;
	const payloadDescriptor = Object.getOwnPropertyDescriptor(valueBlock, "valueHexView");
	if (payloadDescriptor) {
		if (!("value" in payloadDescriptor)) return false;
		const byteLength = intrinsicPayloadByteLength(payloadDescriptor.value);
		return byteLength !== void 0 && byteLength >= BUILTIN_DISPATCH_PAYLOAD_THRESHOLD;
	}
	const valuesDescriptor = Object.getOwnPropertyDescriptor(valueBlock, "value");
	if (!valuesDescriptor || !("value" in valuesDescriptor) || !Array.isArray(valuesDescriptor.value)) return false;
	const values = valuesDescriptor.value;
	const lengthDescriptor = Object.getOwnPropertyDescriptor(values, "length");
	if (!lengthDescriptor || !("value" in lengthDescriptor) || lengthDescriptor.value !== 1) return false;
	const indexDescriptor = Object.getOwnPropertyDescriptor(values, "0");
	if (!indexDescriptor || !("value" in indexDescriptor)) return false;
	return largePayloadOrChain(indexDescriptor.value, depth + 1);
}
function shouldUseBuiltinEncoder(block) {
	try {
		return largePayloadOrChain(block, 0);
	} catch {
		return false;
	}
}
function sameDataMethod(current, original) {
	return !!current && "value" in current && current.value === original && current.writable === true && current.enumerable === false && current.configurable === true;
}
function writerMethodsStable(registry) {
	return sameDataMethod(Object.getOwnPropertyDescriptor(registry.ViewWriter.prototype, "write"), registry.originalWriterWrite) && sameDataMethod(Object.getOwnPropertyDescriptor(registry.ViewWriter.prototype, "final"), registry.originalWriterFinal);
}
function findMethod(prototype, name) {
	let current = prototype;
	while (current) {
		const descriptor = Object.getOwnPropertyDescriptor(current, name);
		if (descriptor) {
			if ("value" in descriptor && typeof descriptor.value === "function") return {
				declaringPrototype: current,
				method: descriptor.value
			};
			return;
		}
		current = Object.getPrototypeOf(current);
	}
}
function stableInheritedMethod(prototype, name, original) {
	if (!original) return false;
	let current = prototype;
	while (current) {
		const descriptor = Object.getOwnPropertyDescriptor(current, name);
		if (current === original.declaringPrototype) return !!descriptor && "value" in descriptor && descriptor.value === original.method;
		if (descriptor) return false;
		current = Object.getPrototypeOf(current);
	}
	return false;
}
function prototypeMethod(object, prototype, name, expected) {
	if (Object.prototype.hasOwnProperty.call(object, name)) return false;
	if (Object.getPrototypeOf(object) !== prototype) return false;
	const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
	return !!descriptor && "value" in descriptor && descriptor.value === expected;
}
function inheritedMethod(object, name, expected, primitiveConstructor) {
	if (Object.prototype.hasOwnProperty.call(object, name)) return false;
	const prototype = Object.getPrototypeOf(object);
	const originalPrimitiveValuePrototype = Object.getPrototypeOf(primitiveConstructor.prototype);
	if (prototype !== primitiveConstructor.prototype || Object.getPrototypeOf(prototype) !== originalPrimitiveValuePrototype) return false;
	if (prototype && Object.getOwnPropertyDescriptor(prototype, name)) return false;
	const parentDescriptor = Object.getOwnPropertyDescriptor(originalPrimitiveValuePrototype, name);
	return !!parentDescriptor && "value" in parentDescriptor && parentDescriptor.value === expected;
}
function plainPayload(value, allowEmpty = false) {
	if (!(value instanceof Uint8Array) || Object.getPrototypeOf(value) !== Uint8Array.prototype) return void 0;
	for (const name of [
		"buffer",
		"byteOffset",
		"byteLength",
		"length",
		"slice",
		"constructor"
	]) if (Object.prototype.hasOwnProperty.call(value, name)) return void 0;
	const constructorDescriptor = Object.getOwnPropertyDescriptor(Uint8Array.prototype, "constructor");
	if (!constructorDescriptor || !("value" in constructorDescriptor) || constructorDescriptor.value !== originalUint8ArrayConstructor) return void 0;
	if (!stableInheritedMethod(Uint8Array.prototype, "slice", originalUint8ArraySliceInfo)) return void 0;
	try {
		const buffer = value.buffer;
		if (!(buffer instanceof ArrayBuffer) || Object.getPrototypeOf(buffer) !== ArrayBuffer.prototype) return void 0;
		if (Object.prototype.hasOwnProperty.call(buffer, "byteLength")) return void 0;
		if (value.byteLength !== value.length || !allowEmpty && value.byteLength === 0) return void 0;
		if (value.byteOffset < 0 || value.byteOffset + value.byteLength > buffer.byteLength) return void 0;
	} catch {
		return;
	}
	return value;
}
function validIdBlock(block, constructed, registry) {
	if (Object.getPrototypeOf(block) !== registry.LocalIdentificationBlock.prototype) return false;
	if (!prototypeMethod(block, registry.LocalIdentificationBlock.prototype, "toBER", registry.originalIdentificationToBER)) return false;
	const tagClass = dataProperty(block, "tagClass");
	const tagNumber = dataProperty(block, "tagNumber");
	const isConstructed = dataProperty(block, "isConstructed");
	const isHexOnly = dataProperty(block, "isHexOnly");
	const valueHexView = dataProperty(block, "valueHexView");
	if (typeof tagClass !== "number" || !Number.isInteger(tagClass) || tagClass < 1 || tagClass > 4) return false;
	if (typeof tagNumber !== "number" || !Number.isInteger(tagNumber) || tagNumber < 0) return false;
	if (isConstructed !== constructed || typeof isHexOnly !== "boolean") return false;
	if (isHexOnly) return !!plainPayload(valueHexView);
	return Number.isSafeInteger(tagNumber);
}
function validLengthBlock(block, allowIndefinite, registry) {
	if (Object.getPrototypeOf(block) !== registry.LocalLengthBlock.prototype) return false;
	if (!prototypeMethod(block, registry.LocalLengthBlock.prototype, "toBER", registry.originalLengthToBER)) return false;
	const indefinite = dataProperty(block, "isIndefiniteForm");
	const longForm = dataProperty(block, "longFormUsed");
	const lengthDescriptor = Object.getOwnPropertyDescriptor(block, "length");
	const length = lengthDescriptor && "value" in lengthDescriptor ? lengthDescriptor.value : void 0;
	const longFormDescriptor = Object.getOwnPropertyDescriptor(block, "longFormUsed");
	return typeof indefinite === "boolean" && (indefinite === false || allowIndefinite) && typeof longForm === "boolean" && !!longFormDescriptor && "value" in longFormDescriptor && longFormDescriptor.writable === true && !!lengthDescriptor && "value" in lengthDescriptor && lengthDescriptor.writable === true && typeof length === "number" && Number.isSafeInteger(length) && length >= 0;
}
function validBaseBlock(block, isConstructed, registry) {
	const idBlock = dataProperty(block, "idBlock");
	const lenBlock = dataProperty(block, "lenBlock");
	return !!idBlock && !!lenBlock && validIdBlock(idBlock, isConstructed, registry) && validLengthBlock(lenBlock, isConstructed, registry);
}
function constructedChild(block, registry) {
	const valueBlock = dataProperty(block, "valueBlock");
	if (!valueBlock || Object.getPrototypeOf(valueBlock) !== registry.LocalConstructedValueBlock.prototype) return void 0;
	if (!prototypeMethod(valueBlock, registry.LocalConstructedValueBlock.prototype, "toBER", registry.originalConstructedToBER)) return void 0;
	const values = dataProperty(valueBlock, "value");
	if (!Array.isArray(values) || Object.getPrototypeOf(values) !== Array.prototype) return void 0;
	const lengthDescriptor = Object.getOwnPropertyDescriptor(values, "length");
	if (!lengthDescriptor || !("value" in lengthDescriptor) || lengthDescriptor.value !== 1) return void 0;
	if (Object.prototype.hasOwnProperty.call(values, Symbol.iterator)) return void 0;
	const iteratorDescriptor = Object.getOwnPropertyDescriptor(Array.prototype, Symbol.iterator);
	if (!iteratorDescriptor || !("value" in iteratorDescriptor) || iteratorDescriptor.value !== originalArrayIterator) return void 0;
	const indexDescriptor = Object.getOwnPropertyDescriptor(values, "0");
	if (!indexDescriptor || !("value" in indexDescriptor)) return void 0;
	if (Object.getOwnPropertyNames(values).length !== 2) return void 0;
	return indexDescriptor.value;
}
function bitPayload(block, registry) {
	const valueBlock = dataProperty(block, "valueBlock");
	if (!valueBlock || Object.getPrototypeOf(valueBlock) !== registry.LocalBitStringValueBlock.prototype) return void 0;
	if (!prototypeMethod(valueBlock, registry.LocalBitStringValueBlock.prototype, "toBER", registry.originalBitStringToBER)) return void 0;
	if (dataProperty(valueBlock, "isConstructed") !== false) return void 0;
	const unusedBits = dataProperty(valueBlock, "unusedBits");
	if (typeof unusedBits !== "number" || !Number.isInteger(unusedBits) || unusedBits < 0 || unusedBits > 7) return void 0;
	const payload = plainPayload(dataProperty(valueBlock, "valueHexView"), true);
	if (!payload) return void 0;
	return {
		payload,
		prefix: Uint8Array.of(payload.byteLength ? unusedBits : 0)
	};
}
function primitivePayload(block, kind, registry) {
	const valueBlock = dataProperty(block, "valueBlock");
	if (!valueBlock) return void 0;
	if (kind === "integer") {
		if (Object.getPrototypeOf(valueBlock) !== registry.LocalIntegerValueBlock.prototype) return void 0;
		if (!prototypeMethod(valueBlock, registry.LocalIntegerValueBlock.prototype, "toBER", registry.originalIntegerToBER)) return void 0;
	} else if (kind === "octet") {
		if (Object.getPrototypeOf(valueBlock) !== registry.LocalOctetStringValueBlock.prototype) return void 0;
		if (!prototypeMethod(valueBlock, registry.LocalOctetStringValueBlock.prototype, "toBER", registry.originalOctetStringToBER)) return void 0;
		if (dataProperty(valueBlock, "isConstructed") !== false) return void 0;
	} else {
		if (Object.getPrototypeOf(valueBlock) !== registry.LocalPrimitiveValueBlock.prototype) return void 0;
		if (!inheritedMethod(valueBlock, "toBER", registry.originalPrimitiveToBER, registry.LocalPrimitiveValueBlock)) return void 0;
	}
	if (kind === "primitive" && dataProperty(valueBlock, "isHexOnly") !== true) return void 0;
	if (typeof dataProperty(valueBlock, "isHexOnly") !== "boolean") return void 0;
	return plainPayload(dataProperty(valueBlock, "valueHexView"));
}
function validOuterMethod(block, registry) {
	if (Object.prototype.hasOwnProperty.call(block, "toBER")) return false;
	let prototype = block;
	while (prototype) {
		const descriptor = Object.getOwnPropertyDescriptor(prototype, "toBER");
		if (descriptor) return "value" in descriptor && descriptor.value === registry.originalBaseBlockToBER;
		prototype = Object.getPrototypeOf(prototype);
	}
	return false;
}
function isPrimitive(block, type, registry) {
	const constructor = registry[type];
	return !!constructor && Object.getPrototypeOf(block) === constructor.prototype;
}
function isConstructed(block, registry) {
	return Object.getPrototypeOf(block) === registry.Sequence.prototype || Object.getPrototypeOf(block) === registry.Set.prototype || Object.getPrototypeOf(block) === registry.Constructed.prototype;
}
function inspectNode(block, depth, registry) {
	if (depth > BUILTIN_DISPATCH_MAX_DEPTH || !block || typeof block !== "object") return void 0;
	try {
		if (!validOuterMethod(block, registry)) return void 0;
		const primitiveKind = isPrimitive(block, "BitString", registry) ? "bit" : isPrimitive(block, "Integer", registry) ? "integer" : isPrimitive(block, "OctetString", registry) ? "octet" : isPrimitive(block, "Primitive", registry) ? "primitive" : void 0;
		const constructed = primitiveKind === void 0 && isConstructed(block, registry);
		if (!primitiveKind && !constructed) return void 0;
		if (!validBaseBlock(block, constructed, registry)) return void 0;
		const idBlock = dataProperty(block, "idBlock");
		const lenBlock = dataProperty(block, "lenBlock");
		if (!idBlock || !lenBlock) return void 0;
		if (primitiveKind) {
			const bit = primitiveKind === "bit" ? bitPayload(block, registry) : void 0;
			const payload = primitiveKind === "bit" ? bit === null || bit === void 0 ? void 0 : bit.payload : primitivePayload(block, primitiveKind, registry);
			return payload ? {
				block,
				kind: primitiveKind,
				idBlock,
				lenBlock,
				indefinite: false,
				payload,
				prefix: bit === null || bit === void 0 ? void 0 : bit.prefix
			} : void 0;
		}
		const child = constructedChild(block, registry);
		const validatedChild = child && inspectNode(child, depth + 1, registry);
		const indefinite = dataProperty(lenBlock, "isIndefiniteForm");
		return validatedChild ? {
			block,
			kind: "constructed",
			idBlock,
			lenBlock,
			indefinite: indefinite === true,
			child: validatedChild
		} : void 0;
	} catch {
		return;
	}
}
function buildNode(node, sizeOnly, registry) {
	var _a, _b;
	const id = Reflect.apply(registry.originalIdentificationToBER, node.idBlock, [sizeOnly]);
	if (!(id instanceof ArrayBuffer) || id.byteLength === 0) throw TypeError("Built-in identifier encoding failed");
	let payload;
	if (node.kind === "constructed") payload = buildNode(node.child, sizeOnly, registry);
	else payload = node.payload;
	const length = (payload instanceof Uint8Array ? payload.byteLength : payload.total) + ((_b = (_a = node.prefix) === null || _a === void 0 ? void 0 : _a.byteLength) !== null && _b !== void 0 ? _b : 0);
	let len;
	if (node.indefinite) len = Uint8Array.of(128).buffer;
	else {
		node.lenBlock.length = length;
		len = Reflect.apply(registry.originalLengthToBER, node.lenBlock, [sizeOnly]);
		if (!(len instanceof ArrayBuffer) || len.byteLength === 0) throw TypeError("Built-in length encoding failed");
	}
	const total = id.byteLength + len.byteLength + length + (node.indefinite ? 2 : 0);
	if (!Number.isSafeInteger(total)) throw RangeError("Built-in encoding is too large");
	return {
		id,
		len,
		payload,
		length,
		total,
		indefinite: node.indefinite,
		prefix: node.prefix
	};
}
function flatten(node, output, offset, sizeOnly) {
	output.set(new Uint8Array(node.id), offset);
	offset += node.id.byteLength;
	output.set(new Uint8Array(node.len), offset);
	offset += node.len.byteLength;
	if (node.prefix) {
		if (!sizeOnly) output.set(node.prefix, offset);
		offset += node.prefix.byteLength;
	}
	if (node.payload instanceof Uint8Array) {
		if (!sizeOnly) output.set(node.payload, offset);
		offset += node.payload.byteLength;
	} else offset = flatten(node.payload, output, offset, sizeOnly);
	if (node.indefinite) offset += 2;
	return offset;
}
function tryEncodeBuiltin(block, sizeOnly = false) {
	const registry = builtinRegistry;
	if (!registry || !writerMethodsStable(registry)) return void 0;
	const validated = inspectNode(block, 0, registry);
	if (!validated) return void 0;
	const node = buildNode(validated, sizeOnly, registry);
	const output = new Uint8Array(node.total);
	flatten(node, output, 0, sizeOnly);
	return output.buffer;
}
var BaseBlock = class extends LocalBaseBlock {
	constructor({ name = EMPTY_STRING, optional = false, primitiveSchema, ...parameters } = {}, valueBlockType) {
		super(parameters);
		this.name = name;
		this.optional = optional;
		if (primitiveSchema) this.primitiveSchema = primitiveSchema;
		this.idBlock = new LocalIdentificationBlock(parameters);
		this.lenBlock = new LocalLengthBlock(parameters);
		this.valueBlock = valueBlockType ? new valueBlockType(parameters) : new ValueBlock(parameters);
	}
	fromBER(inputBuffer, inputOffset, inputLength, context) {
		const resultOffset = this.valueBlock.fromBER(inputBuffer, inputOffset, this.lenBlock.isIndefiniteForm ? inputLength : this.lenBlock.length, context);
		if (resultOffset === -1) {
			this.error = this.valueBlock.error;
			return resultOffset;
		}
		if (!this.idBlock.error.length) this.blockLength += this.idBlock.blockLength;
		if (!this.lenBlock.error.length) this.blockLength += this.lenBlock.blockLength;
		if (!this.valueBlock.error.length) this.blockLength += this.valueBlock.blockLength;
		return resultOffset;
	}
	toBER(sizeOnly, writer) {
		const _writer = writer || new ViewWriter();
		if (!writer) {
			prepareIndefiniteForm(this);
			if (sizeOnly === true || sizeOnly === false || sizeOnly === void 0) {
				if (shouldUseBuiltinEncoder(this)) {
					const encoded = tryEncodeBuiltin(this, sizeOnly === true);
					if (encoded) return encoded;
				}
			}
		}
		const idBlockBuf = this.idBlock.toBER(sizeOnly);
		_writer.write(idBlockBuf);
		if (this.lenBlock.isIndefiniteForm) {
			_writer.write(new Uint8Array([128]).buffer);
			this.valueBlock.toBER(sizeOnly, _writer);
			_writer.write(/* @__PURE__ */ new ArrayBuffer(2));
		} else {
			const valueBlockBuf = this.valueBlock.toBER(sizeOnly);
			this.lenBlock.length = valueBlockBuf.byteLength;
			const lenBlockBuf = this.lenBlock.toBER(sizeOnly);
			_writer.write(lenBlockBuf);
			_writer.write(valueBlockBuf);
		}
		if (!writer) return _writer.final();
		return EMPTY_BUFFER;
	}
	toJSON() {
		const object = {
			...super.toJSON(),
			idBlock: this.idBlock.toJSON(),
			lenBlock: this.lenBlock.toJSON(),
			valueBlock: this.valueBlock.toJSON(),
			name: this.name,
			optional: this.optional
		};
		if (this.primitiveSchema) object.primitiveSchema = this.primitiveSchema.toJSON();
		return object;
	}
	toString(encoding = "ascii") {
		if (encoding === "ascii") return this.onAsciiEncoding();
		return Convert.ToHex(this.toBER());
	}
	onAsciiEncoding() {
		return `${this.constructor.NAME} : ${Convert.ToHex(this.valueBlock.valueBeforeDecodeView)}`;
	}
	isEqual(other) {
		if (this === other) return true;
		if (!(other instanceof this.constructor)) return false;
		const thisRaw = this.toBER();
		const otherRaw = other.toBER();
		return isEqualBuffer(thisRaw, otherRaw);
	}
};
BaseBlock.NAME = "BaseBlock";
const ORIGINAL_BASE_BLOCK_TO_BER = BaseBlock.prototype.toBER;
function prepareIndefiniteForm(baseBlock) {
	var _a;
	if (baseBlock instanceof typeStore.Constructed) {
		for (const value of baseBlock.valueBlock.value) if (prepareIndefiniteForm(value)) baseBlock.lenBlock.isIndefiniteForm = true;
	}
	return !!((_a = baseBlock.lenBlock) === null || _a === void 0 ? void 0 : _a.isIndefiniteForm);
}
var BaseStringBlock = class extends BaseBlock {
	getValue() {
		return this.valueBlock.value;
	}
	setValue(value) {
		this.valueBlock.value = value;
	}
	constructor({ value = EMPTY_STRING, ...parameters } = {}, stringValueBlockType) {
		super(parameters, stringValueBlockType);
		if (value) this.fromString(value);
	}
	fromBER(inputBuffer, inputOffset, inputLength) {
		const resultOffset = this.valueBlock.fromBER(inputBuffer, inputOffset, this.lenBlock.isIndefiniteForm ? inputLength : this.lenBlock.length);
		if (resultOffset === -1) {
			this.error = this.valueBlock.error;
			return resultOffset;
		}
		this.fromBuffer(this.valueBlock.valueHexView);
		if (!this.idBlock.error.length) this.blockLength += this.idBlock.blockLength;
		if (!this.lenBlock.error.length) this.blockLength += this.lenBlock.blockLength;
		if (!this.valueBlock.error.length) this.blockLength += this.valueBlock.blockLength;
		return resultOffset;
	}
	onAsciiEncoding() {
		return `${this.constructor.NAME} : '${this.valueBlock.value}'`;
	}
};
BaseStringBlock.NAME = "BaseStringBlock";
var _a$x;
var LocalPrimitiveValueBlock = class extends HexBlock(ValueBlock) {
	constructor({ isHexOnly = true, ...parameters } = {}) {
		super(parameters);
		this.isHexOnly = isHexOnly;
	}
};
LocalPrimitiveValueBlock.NAME = "PrimitiveValueBlock";
const ORIGINAL_LOCAL_PRIMITIVE_TO_BER = (_a$x = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(LocalPrimitiveValueBlock.prototype), "toBER")) === null || _a$x === void 0 ? void 0 : _a$x.value;
var _a$w;
var Primitive = class extends BaseBlock {
	constructor(parameters = {}) {
		super(parameters, LocalPrimitiveValueBlock);
		this.idBlock.isConstructed = false;
	}
};
_a$w = Primitive;
(() => {
	typeStore.Primitive = _a$w;
})();
Primitive.NAME = "PRIMITIVE";
let fastParserRegistry;
function registerFastParser(constructors) {
	fastParserRegistry = {
		Integer: constructors.Integer,
		Null: constructors.Null,
		Sequence: constructors.Sequence
	};
}
function fastParserContext(context) {
	const nodes = Object.getOwnPropertyDescriptor(context, "nodesCount");
	const maxNodes = Object.getOwnPropertyDescriptor(context, "maxNodes");
	const maxContentLength = Object.getOwnPropertyDescriptor(context, "maxContentLength");
	if (!nodes || !("value" in nodes) || nodes.writable !== true) return false;
	if (!maxNodes || !("value" in maxNodes) || !maxContentLength || !("value" in maxContentLength)) return false;
	return typeof nodes.value === "number" && Number.isSafeInteger(nodes.value) && nodes.value >= 0 && typeof maxNodes.value === "number" && Number.isSafeInteger(maxNodes.value) && maxNodes.value >= 0 && typeof maxContentLength.value === "number" && Number.isSafeInteger(maxContentLength.value) && maxContentLength.value >= 0 && nodes.value < maxNodes.value;
}
function fastParserType(store, name, value) {
	const descriptor = Object.getOwnPropertyDescriptor(store, name);
	return !!descriptor && "value" in descriptor && descriptor.value === value;
}
function tryFastFromBER(inputBuffer, inputOffset, inputLength, context) {
	const registry = fastParserRegistry;
	if (!registry) return void 0;
	let Constructor;
	let length = 0;
	try {
		if (Object.getPrototypeOf(inputBuffer) !== Uint8Array.prototype) return void 0;
		if (!Number.isSafeInteger(inputOffset) || inputOffset < 0 || !Number.isSafeInteger(inputLength) || inputLength < 2) return;
		if (inputOffset > inputBuffer.byteLength || inputLength > inputBuffer.byteLength - inputOffset) return void 0;
		const tag = inputBuffer[inputOffset];
		if (tag !== 2 && tag !== 5 && tag !== 48) return void 0;
		length = inputBuffer[inputOffset + 1];
		if (length >= 128 || length > inputLength - 2) return void 0;
		if (tag === 5 && length !== 0) return void 0;
		if (!fastParserContext(context)) return void 0;
		if (length > Object.getOwnPropertyDescriptor(context, "maxContentLength").value) return;
		const constructorName = tag === 2 ? "Integer" : tag === 5 ? "Null" : "Sequence";
		Constructor = registry[constructorName];
		if (!fastParserType(typeStore, constructorName, Constructor)) return void 0;
		const identificationFromBER = Object.getOwnPropertyDescriptor(LocalIdentificationBlock.prototype, "fromBER");
		const lengthFromBER = Object.getOwnPropertyDescriptor(LocalLengthBlock.prototype, "fromBER");
		if (!identificationFromBER || !("value" in identificationFromBER) || identificationFromBER.value !== ORIGINAL_LOCAL_IDENTIFICATION_FROM_BER || !lengthFromBER || !("value" in lengthFromBER) || lengthFromBER.value !== ORIGINAL_LOCAL_LENGTH_FROM_BER) return void 0;
	} catch {
		return;
	}
	if (!Constructor) return void 0;
	const result = new Constructor();
	result.idBlock.tagClass = 1;
	result.idBlock.tagNumber = inputBuffer[inputOffset] & 31;
	result.idBlock.isConstructed = inputBuffer[inputOffset] === 48;
	result.idBlock.isHexOnly = false;
	result.idBlock.blockLength = 1;
	result.lenBlock.isIndefiniteForm = false;
	result.lenBlock.longFormUsed = false;
	result.lenBlock.length = length;
	result.lenBlock.blockLength = 1;
	context.nodesCount += 1;
	const resultOffset = result.fromBER(inputBuffer, inputOffset + 2, length, context);
	result.valueBeforeDecodeView = inputBuffer.subarray(inputOffset, inputOffset + result.blockLength);
	return {
		offset: resultOffset,
		result
	};
}
const DEFAULT_MAX_DEPTH = 100;
const DEFAULT_MAX_NODES = 1e4;
const DEFAULT_MAX_CONTENT_LENGTH = 16777216;
const MAX_DEPTH_EXCEEDED_ERROR = "Maximum ASN.1 nesting depth exceeded";
const MAX_NODES_EXCEEDED_ERROR = "Maximum ASN.1 node count exceeded";
const MAX_CONTENT_LENGTH_EXCEEDED_ERROR = "Maximum ASN.1 content length exceeded";
function createFromBerContext(options = {}) {
	var _a, _b, _c, _d;
	return {
		depth: 0,
		maxDepth: (_a = options.maxDepth) !== null && _a !== void 0 ? _a : 100,
		nodesCount: 0,
		maxNodes: (_b = options.maxNodes) !== null && _b !== void 0 ? _b : DEFAULT_MAX_NODES,
		maxContentLength: (_c = options.maxContentLength) !== null && _c !== void 0 ? _c : DEFAULT_MAX_CONTENT_LENGTH,
		parseEmbedded: (_d = options.parseEmbedded) !== null && _d !== void 0 ? _d : true
	};
}
function createErrorResult(error) {
	const result = new BaseBlock({}, ValueBlock);
	result.error = error;
	return {
		offset: -1,
		result
	};
}
function checkNodesLimit(context) {
	context.nodesCount += 1;
	if (context.nodesCount > context.maxNodes) return MAX_NODES_EXCEEDED_ERROR;
}
function checkContentLengthLimit(inputLength, context) {
	if (inputLength > context.maxContentLength) return MAX_CONTENT_LENGTH_EXCEEDED_ERROR;
}
function localFromBERWithChildContext(inputBuffer, inputOffset, inputLength, context) {
	const childDepth = context.depth + 1;
	if (childDepth > context.maxDepth) return createErrorResult(MAX_DEPTH_EXCEEDED_ERROR);
	context.depth = childDepth;
	try {
		return localFromBER(inputBuffer, inputOffset, inputLength, context);
	} finally {
		context.depth -= 1;
	}
}
function localChangeType(inputObject, newType) {
	if (inputObject instanceof newType) return inputObject;
	const newObject = new newType();
	newObject.idBlock = inputObject.idBlock;
	newObject.lenBlock = inputObject.lenBlock;
	newObject.warnings = inputObject.warnings;
	newObject.valueBeforeDecodeView = inputObject.valueBeforeDecodeView;
	return newObject;
}
function localFromBER(inputBuffer, inputOffset = 0, inputLength = inputBuffer.length, context = createFromBerContext()) {
	const fastResult = tryFastFromBER(inputBuffer, inputOffset, inputLength, context);
	if (fastResult) return fastResult;
	const incomingOffset = inputOffset;
	let returnObject = new BaseBlock({}, ValueBlock);
	if (!checkBufferParams(returnObject, inputBuffer, inputOffset, inputLength)) return {
		offset: -1,
		result: returnObject
	};
	if (Number.isInteger(inputOffset) && Number.isInteger(inputLength) ? inputLength === 0 : inputBuffer.subarray(inputOffset, inputOffset + inputLength).length === 0) {
		returnObject.error = "Zero buffer length";
		return {
			offset: -1,
			result: returnObject
		};
	}
	const nodesLimitError = checkNodesLimit(context);
	if (nodesLimitError) {
		returnObject.error = nodesLimitError;
		return {
			offset: -1,
			result: returnObject
		};
	}
	let resultOffset = returnObject.idBlock.fromBER(inputBuffer, inputOffset, inputLength);
	if (returnObject.idBlock.warnings.length) returnObject.warnings.concat(returnObject.idBlock.warnings);
	if (resultOffset === -1) {
		returnObject.error = returnObject.idBlock.error;
		return {
			offset: -1,
			result: returnObject
		};
	}
	inputOffset = resultOffset;
	inputLength -= returnObject.idBlock.blockLength;
	resultOffset = returnObject.lenBlock.fromBER(inputBuffer, inputOffset, inputLength);
	if (returnObject.lenBlock.warnings.length) returnObject.warnings.concat(returnObject.lenBlock.warnings);
	if (resultOffset === -1) {
		returnObject.error = returnObject.lenBlock.error;
		return {
			offset: -1,
			result: returnObject
		};
	}
	inputOffset = resultOffset;
	inputLength -= returnObject.lenBlock.blockLength;
	const valueLength = returnObject.lenBlock.isIndefiniteForm ? inputLength : returnObject.lenBlock.length;
	const contentLengthError = checkContentLengthLimit(valueLength, context);
	if (contentLengthError) {
		returnObject.error = contentLengthError;
		return {
			offset: -1,
			result: returnObject
		};
	}
	if (!returnObject.idBlock.isConstructed && returnObject.lenBlock.isIndefiniteForm) {
		returnObject.error = "Indefinite length form used for primitive encoding form";
		return {
			offset: -1,
			result: returnObject
		};
	}
	let newASN1Type = BaseBlock;
	switch (returnObject.idBlock.tagClass) {
		case 1:
			if (returnObject.idBlock.tagNumber >= 37 && returnObject.idBlock.isHexOnly === false) {
				returnObject.error = "UNIVERSAL 37 and upper tags are reserved by ASN.1 standard";
				return {
					offset: -1,
					result: returnObject
				};
			}
			switch (returnObject.idBlock.tagNumber) {
				case 0:
					if (returnObject.idBlock.isConstructed && returnObject.lenBlock.length > 0) {
						returnObject.error = "Type [UNIVERSAL 0] is reserved";
						return {
							offset: -1,
							result: returnObject
						};
					}
					newASN1Type = typeStore.EndOfContent;
					break;
				case 1:
					newASN1Type = typeStore.Boolean;
					break;
				case 2:
					newASN1Type = typeStore.Integer;
					break;
				case 3:
					newASN1Type = typeStore.BitString;
					break;
				case 4:
					newASN1Type = typeStore.OctetString;
					break;
				case 5:
					newASN1Type = typeStore.Null;
					break;
				case 6:
					newASN1Type = typeStore.ObjectIdentifier;
					break;
				case 10:
					newASN1Type = typeStore.Enumerated;
					break;
				case 12:
					newASN1Type = typeStore.Utf8String;
					break;
				case 13:
					newASN1Type = typeStore.RelativeObjectIdentifier;
					break;
				case 14:
					newASN1Type = typeStore.TIME;
					break;
				case 15:
					returnObject.error = "[UNIVERSAL 15] is reserved by ASN.1 standard";
					return {
						offset: -1,
						result: returnObject
					};
				case 16:
					newASN1Type = typeStore.Sequence;
					break;
				case 17:
					newASN1Type = typeStore.Set;
					break;
				case 18:
					newASN1Type = typeStore.NumericString;
					break;
				case 19:
					newASN1Type = typeStore.PrintableString;
					break;
				case 20:
					newASN1Type = typeStore.TeletexString;
					break;
				case 21:
					newASN1Type = typeStore.VideotexString;
					break;
				case 22:
					newASN1Type = typeStore.IA5String;
					break;
				case 23:
					newASN1Type = typeStore.UTCTime;
					break;
				case 24:
					newASN1Type = typeStore.GeneralizedTime;
					break;
				case 25:
					newASN1Type = typeStore.GraphicString;
					break;
				case 26:
					newASN1Type = typeStore.VisibleString;
					break;
				case 27:
					newASN1Type = typeStore.GeneralString;
					break;
				case 28:
					newASN1Type = typeStore.UniversalString;
					break;
				case 29:
					newASN1Type = typeStore.CharacterString;
					break;
				case 30:
					newASN1Type = typeStore.BmpString;
					break;
				case 31:
					newASN1Type = typeStore.DATE;
					break;
				case 32:
					newASN1Type = typeStore.TimeOfDay;
					break;
				case 33:
					newASN1Type = typeStore.DateTime;
					break;
				case 34:
					newASN1Type = typeStore.Duration;
					break;
				default: {
					const newObject = returnObject.idBlock.isConstructed ? new typeStore.Constructed() : new typeStore.Primitive();
					newObject.idBlock = returnObject.idBlock;
					newObject.lenBlock = returnObject.lenBlock;
					newObject.warnings = returnObject.warnings;
					returnObject = newObject;
				}
			}
			break;
		default: newASN1Type = returnObject.idBlock.isConstructed ? typeStore.Constructed : typeStore.Primitive;
	}
	returnObject = localChangeType(returnObject, newASN1Type);
	resultOffset = returnObject.fromBER(inputBuffer, inputOffset, valueLength, context);
	returnObject.valueBeforeDecodeView = inputBuffer.subarray(incomingOffset, incomingOffset + returnObject.blockLength);
	return {
		offset: resultOffset,
		result: returnObject
	};
}
function fromBER(inputBuffer, options = {}) {
	if (!inputBuffer.byteLength) {
		const result = new BaseBlock({}, ValueBlock);
		result.error = "Input buffer has zero length";
		return {
			offset: -1,
			result
		};
	}
	const inputView = BufferSourceConverter.toUint8Array(inputBuffer);
	return localFromBER(options.copyInput === false ? inputView : inputView.slice(), 0, inputBuffer.byteLength, createFromBerContext(options));
}
function checkLen(indefiniteLength, length) {
	if (indefiniteLength) return 1;
	return length;
}
var LocalConstructedValueBlock = class extends ValueBlock {
	constructor({ value = [], isIndefiniteForm = false, ...parameters } = {}) {
		super(parameters);
		this.value = value;
		this.isIndefiniteForm = isIndefiniteForm;
	}
	fromBER(inputBuffer, inputOffset, inputLength, context) {
		const view = BufferSourceConverter.toUint8Array(inputBuffer);
		const parseContext = context !== null && context !== void 0 ? context : createFromBerContext();
		if (!checkBufferParams(this, view, inputOffset, inputLength)) return -1;
		this.valueBeforeDecodeView = view.subarray(inputOffset, inputOffset + inputLength);
		if (this.valueBeforeDecodeView.length === 0) {
			this.warnings.push("Zero buffer length");
			return inputOffset;
		}
		let currentOffset = inputOffset;
		while (checkLen(this.isIndefiniteForm, inputLength) > 0) {
			const returnObject = localFromBERWithChildContext(view, currentOffset, inputLength, parseContext);
			if (returnObject.offset === -1) {
				this.error = returnObject.result.error;
				this.warnings.concat(returnObject.result.warnings);
				return -1;
			}
			currentOffset = returnObject.offset;
			this.blockLength += returnObject.result.blockLength;
			inputLength -= returnObject.result.blockLength;
			this.value.push(returnObject.result);
			if (this.isIndefiniteForm && returnObject.result.constructor.NAME === END_OF_CONTENT_NAME) break;
		}
		if (this.isIndefiniteForm) {
			if (this.value[this.value.length - 1].constructor.NAME === END_OF_CONTENT_NAME) this.value.pop();
			else this.warnings.push("No EndOfContent block encoded");
		}
		return currentOffset;
	}
	toBER(sizeOnly, writer) {
		const _writer = writer || new ViewWriter();
		for (let i = 0; i < this.value.length; i++) this.value[i].toBER(sizeOnly, _writer);
		if (!writer) return _writer.final();
		return EMPTY_BUFFER;
	}
	toJSON() {
		const object = {
			...super.toJSON(),
			isIndefiniteForm: this.isIndefiniteForm,
			value: []
		};
		for (const value of this.value) object.value.push(value.toJSON());
		return object;
	}
};
LocalConstructedValueBlock.NAME = "ConstructedValueBlock";
const ORIGINAL_LOCAL_CONSTRUCTED_TO_BER = LocalConstructedValueBlock.prototype.toBER;
var _a$v;
var Constructed = class extends BaseBlock {
	constructor(parameters = {}) {
		super(parameters, LocalConstructedValueBlock);
		this.idBlock.isConstructed = true;
	}
	fromBER(inputBuffer, inputOffset, inputLength, context) {
		this.valueBlock.isIndefiniteForm = this.lenBlock.isIndefiniteForm;
		const resultOffset = this.valueBlock.fromBER(inputBuffer, inputOffset, this.lenBlock.isIndefiniteForm ? inputLength : this.lenBlock.length, context);
		if (resultOffset === -1) {
			this.error = this.valueBlock.error;
			return resultOffset;
		}
		if (!this.idBlock.error.length) this.blockLength += this.idBlock.blockLength;
		if (!this.lenBlock.error.length) this.blockLength += this.lenBlock.blockLength;
		if (!this.valueBlock.error.length) this.blockLength += this.valueBlock.blockLength;
		return resultOffset;
	}
	onAsciiEncoding() {
		const values = [];
		for (const value of this.valueBlock.value) values.push(value.toString("ascii").split("\n").map((o) => `  ${o}`).join("\n"));
		const blockName = this.idBlock.tagClass === 3 ? `[${this.idBlock.tagNumber}]` : this.constructor.NAME;
		return values.length ? `${blockName} :\n${values.join("\n")}` : `${blockName} :`;
	}
};
_a$v = Constructed;
(() => {
	typeStore.Constructed = _a$v;
})();
Constructed.NAME = "CONSTRUCTED";
var LocalEndOfContentValueBlock = class extends ValueBlock {
	fromBER(inputBuffer, inputOffset, _inputLength) {
		return inputOffset;
	}
	toBER(_sizeOnly) {
		return EMPTY_BUFFER;
	}
};
LocalEndOfContentValueBlock.override = "EndOfContentValueBlock";
var _a$u;
var EndOfContent = class extends BaseBlock {
	constructor(parameters = {}) {
		super(parameters, LocalEndOfContentValueBlock);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 0;
	}
};
_a$u = EndOfContent;
(() => {
	typeStore.EndOfContent = _a$u;
})();
EndOfContent.NAME = END_OF_CONTENT_NAME;
var _a$t;
var Null = class extends BaseBlock {
	constructor(parameters = {}) {
		super(parameters, ValueBlock);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 5;
	}
	fromBER(inputBuffer, inputOffset, inputLength) {
		if (this.lenBlock.length > 0) this.warnings.push("Non-zero length of value block for Null type");
		if (!this.idBlock.error.length) this.blockLength += this.idBlock.blockLength;
		if (!this.lenBlock.error.length) this.blockLength += this.lenBlock.blockLength;
		this.blockLength += inputLength;
		if (inputOffset + inputLength > inputBuffer.byteLength) {
			this.error = "End of input reached before message was fully decoded (inconsistent offset and length values)";
			return -1;
		}
		return inputOffset + inputLength;
	}
	toBER(sizeOnly, writer) {
		const retBuf = /* @__PURE__ */ new ArrayBuffer(2);
		if (!sizeOnly) {
			const retView = new Uint8Array(retBuf);
			retView[0] = 5;
			retView[1] = 0;
		}
		if (writer) writer.write(retBuf);
		return retBuf;
	}
	onAsciiEncoding() {
		return `${this.constructor.NAME}`;
	}
};
_a$t = Null;
(() => {
	typeStore.Null = _a$t;
})();
Null.NAME = "NULL";
var LocalBooleanValueBlock = class extends HexBlock(ValueBlock) {
	get value() {
		for (const octet of this.valueHexView) if (octet > 0) return true;
		return false;
	}
	set value(value) {
		this.valueHexView[0] = value ? 255 : 0;
	}
	constructor({ value, ...parameters } = {}) {
		super(parameters);
		if (parameters.valueHex) this.valueHexView = BufferSourceConverter.toUint8Array(parameters.valueHex);
		else this.valueHexView = /* @__PURE__ */ new Uint8Array(1);
		if (value) this.value = value;
	}
	fromBER(inputBuffer, inputOffset, inputLength) {
		const inputView = BufferSourceConverter.toUint8Array(inputBuffer);
		if (!checkBufferParams(this, inputView, inputOffset, inputLength)) return -1;
		this.valueHexView = inputView.subarray(inputOffset, inputOffset + inputLength);
		if (inputLength > 1) this.warnings.push("Boolean value encoded in more then 1 octet");
		this.isHexOnly = true;
		utilDecodeTC.call(this);
		this.blockLength = inputLength;
		return inputOffset + inputLength;
	}
	toBER() {
		return this.valueHexView.slice().buffer;
	}
	toJSON() {
		return {
			...super.toJSON(),
			value: this.value
		};
	}
};
LocalBooleanValueBlock.NAME = "BooleanValueBlock";
var _a$s;
var Boolean = class extends BaseBlock {
	getValue() {
		return this.valueBlock.value;
	}
	setValue(value) {
		this.valueBlock.value = value;
	}
	constructor(parameters = {}) {
		super(parameters, LocalBooleanValueBlock);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 1;
	}
	onAsciiEncoding() {
		return `${this.constructor.NAME} : ${this.getValue}`;
	}
};
_a$s = Boolean;
(() => {
	typeStore.Boolean = _a$s;
})();
Boolean.NAME = "BOOLEAN";
var LocalOctetStringValueBlock = class extends HexBlock(LocalConstructedValueBlock) {
	constructor({ isConstructed = false, ...parameters } = {}) {
		super(parameters);
		this.isConstructed = isConstructed;
	}
	fromBER(inputBuffer, inputOffset, inputLength, context) {
		let resultOffset = 0;
		if (this.isConstructed) {
			this.isHexOnly = false;
			resultOffset = LocalConstructedValueBlock.prototype.fromBER.call(this, inputBuffer, inputOffset, inputLength, context);
			if (resultOffset === -1) return resultOffset;
			for (let i = 0; i < this.value.length; i++) {
				const currentBlockName = this.value[i].constructor.NAME;
				if (currentBlockName === END_OF_CONTENT_NAME) {
					if (this.isIndefiniteForm) break;
					else {
						this.error = "EndOfContent is unexpected, OCTET STRING may consists of OCTET STRINGs only";
						return -1;
					}
				}
				if (currentBlockName !== OCTET_STRING_NAME) {
					this.error = "OCTET STRING may consists of OCTET STRINGs only";
					return -1;
				}
			}
		} else {
			this.isHexOnly = true;
			resultOffset = super.fromBER(inputBuffer, inputOffset, inputLength);
			this.blockLength = inputLength;
		}
		return resultOffset;
	}
	toBER(sizeOnly, writer) {
		if (this.isConstructed) return LocalConstructedValueBlock.prototype.toBER.call(this, sizeOnly, writer);
		return sizeOnly ? new ArrayBuffer(this.valueHexView.byteLength) : this.valueHexView.slice().buffer;
	}
	toJSON() {
		return {
			...super.toJSON(),
			isConstructed: this.isConstructed
		};
	}
};
LocalOctetStringValueBlock.NAME = "OctetStringValueBlock";
const ORIGINAL_LOCAL_OCTET_STRING_TO_BER = LocalOctetStringValueBlock.prototype.toBER;
var _a$r;
var OctetString = class extends BaseBlock {
	constructor({ idBlock = {}, lenBlock = {}, ...parameters } = {}) {
		var _b, _c;
		(_b = parameters.isConstructed) !== null && _b !== void 0 || (parameters.isConstructed = !!((_c = parameters.value) === null || _c === void 0 ? void 0 : _c.length));
		super({
			idBlock: {
				isConstructed: parameters.isConstructed,
				...idBlock
			},
			lenBlock: {
				...lenBlock,
				isIndefiniteForm: !!parameters.isIndefiniteForm
			},
			...parameters
		}, LocalOctetStringValueBlock);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 4;
	}
	fromBER(inputBuffer, inputOffset, inputLength, context) {
		this.valueBlock.isConstructed = this.idBlock.isConstructed;
		this.valueBlock.isIndefiniteForm = this.lenBlock.isIndefiniteForm;
		if (inputLength === 0) {
			if (this.idBlock.error.length === 0) this.blockLength += this.idBlock.blockLength;
			if (this.lenBlock.error.length === 0) this.blockLength += this.lenBlock.blockLength;
			return inputOffset;
		}
		if (!this.valueBlock.isConstructed && (context === null || context === void 0 ? void 0 : context.parseEmbedded) !== false) {
			const buf = (inputBuffer instanceof ArrayBuffer ? new Uint8Array(inputBuffer) : inputBuffer).subarray(inputOffset, inputOffset + inputLength);
			try {
				if (buf.byteLength) {
					const parseContext = context !== null && context !== void 0 ? context : createFromBerContext();
					const asn = localFromBERWithChildContext(buf, 0, buf.byteLength, parseContext);
					if (asn.offset !== -1 && asn.offset === inputLength) this.valueBlock.value = [asn.result];
				}
			} catch {}
		}
		return super.fromBER(inputBuffer, inputOffset, inputLength, context);
	}
	onAsciiEncoding() {
		if (this.valueBlock.isConstructed || this.valueBlock.value && this.valueBlock.value.length) return Constructed.prototype.onAsciiEncoding.call(this);
		return `${this.constructor.NAME} : ${Convert.ToHex(this.valueBlock.valueHexView)}`;
	}
	getValue() {
		if (!this.idBlock.isConstructed) return this.valueBlock.valueHexView.slice().buffer;
		const array = [];
		for (const content of this.valueBlock.value) if (content instanceof _a$r) array.push(content.valueBlock.valueHexView);
		return BufferSourceConverter.concat(array);
	}
};
_a$r = OctetString;
(() => {
	typeStore.OctetString = _a$r;
})();
OctetString.NAME = OCTET_STRING_NAME;
var LocalBitStringValueBlock = class extends HexBlock(LocalConstructedValueBlock) {
	constructor({ unusedBits = 0, isConstructed = false, ...parameters } = {}) {
		super(parameters);
		this.unusedBits = unusedBits;
		this.isConstructed = isConstructed;
		this.blockLength = this.valueHexView.byteLength;
	}
	fromBER(inputBuffer, inputOffset, inputLength, context) {
		if (!inputLength) return inputOffset;
		let resultOffset = -1;
		if (this.isConstructed) {
			resultOffset = LocalConstructedValueBlock.prototype.fromBER.call(this, inputBuffer, inputOffset, inputLength, context);
			if (resultOffset === -1) return resultOffset;
			for (const value of this.value) {
				const currentBlockName = value.constructor.NAME;
				if (currentBlockName === END_OF_CONTENT_NAME) {
					if (this.isIndefiniteForm) break;
					else {
						this.error = "EndOfContent is unexpected, BIT STRING may consists of BIT STRINGs only";
						return -1;
					}
				}
				if (currentBlockName !== BIT_STRING_NAME) {
					this.error = "BIT STRING may consists of BIT STRINGs only";
					return -1;
				}
				const valueBlock = value.valueBlock;
				if (this.unusedBits > 0 && valueBlock.unusedBits > 0) {
					this.error = "Using of \"unused bits\" inside constructive BIT STRING allowed for least one only";
					return -1;
				}
				this.unusedBits = valueBlock.unusedBits;
			}
			return resultOffset;
		}
		const inputView = BufferSourceConverter.toUint8Array(inputBuffer);
		if (!checkBufferParams(this, inputView, inputOffset, inputLength)) return -1;
		const intBuffer = inputView.subarray(inputOffset, inputOffset + inputLength);
		this.unusedBits = intBuffer[0];
		if (this.unusedBits > 7) {
			this.error = "Unused bits for BitString must be in range 0-7";
			return -1;
		}
		if (!this.unusedBits && (context === null || context === void 0 ? void 0 : context.parseEmbedded) !== false) {
			const buf = intBuffer.subarray(1);
			try {
				if (buf.byteLength) {
					const parseContext = context !== null && context !== void 0 ? context : createFromBerContext();
					const asn = localFromBERWithChildContext(buf, 0, buf.byteLength, parseContext);
					if (asn.offset !== -1 && asn.offset === inputLength - 1) this.value = [asn.result];
				}
			} catch {}
		}
		this.valueHexView = intBuffer.subarray(1);
		this.blockLength = intBuffer.length;
		return inputOffset + inputLength;
	}
	toBER(sizeOnly, writer) {
		if (this.isConstructed) return LocalConstructedValueBlock.prototype.toBER.call(this, sizeOnly, writer);
		if (sizeOnly) return new ArrayBuffer(this.valueHexView.byteLength + 1);
		if (!this.valueHexView.byteLength) {
			const empty = /* @__PURE__ */ new Uint8Array(1);
			empty[0] = 0;
			return empty.buffer;
		}
		const retView = new Uint8Array(this.valueHexView.length + 1);
		retView[0] = this.unusedBits;
		retView.set(this.valueHexView, 1);
		return retView.buffer;
	}
	toJSON() {
		return {
			...super.toJSON(),
			unusedBits: this.unusedBits,
			isConstructed: this.isConstructed
		};
	}
};
LocalBitStringValueBlock.NAME = "BitStringValueBlock";
const ORIGINAL_LOCAL_BIT_STRING_TO_BER = LocalBitStringValueBlock.prototype.toBER;
var _a$q;
var BitString = class extends BaseBlock {
	constructor({ idBlock = {}, lenBlock = {}, ...parameters } = {}) {
		var _b, _c;
		(_b = parameters.isConstructed) !== null && _b !== void 0 || (parameters.isConstructed = !!((_c = parameters.value) === null || _c === void 0 ? void 0 : _c.length));
		super({
			idBlock: {
				isConstructed: parameters.isConstructed,
				...idBlock
			},
			lenBlock: {
				...lenBlock,
				isIndefiniteForm: !!parameters.isIndefiniteForm
			},
			...parameters
		}, LocalBitStringValueBlock);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 3;
	}
	fromBER(inputBuffer, inputOffset, inputLength, context) {
		this.valueBlock.isConstructed = this.idBlock.isConstructed;
		this.valueBlock.isIndefiniteForm = this.lenBlock.isIndefiniteForm;
		return super.fromBER(inputBuffer, inputOffset, inputLength, context);
	}
	onAsciiEncoding() {
		if (this.valueBlock.isConstructed || this.valueBlock.value && this.valueBlock.value.length) return Constructed.prototype.onAsciiEncoding.call(this);
		else {
			const bits = [];
			const valueHex = this.valueBlock.valueHexView;
			for (const byte of valueHex) bits.push(byte.toString(2).padStart(8, "0"));
			const bitsStr = bits.join("");
			return `${this.constructor.NAME} : ${bitsStr.substring(0, bitsStr.length - this.valueBlock.unusedBits)}`;
		}
	}
};
_a$q = BitString;
(() => {
	typeStore.BitString = _a$q;
})();
BitString.NAME = BIT_STRING_NAME;
function bytesToSignedBigInt(view) {
	if (!view.byteLength) return BigInt(0);
	const value = BigInt(`0x${Convert.ToHex(view)}`);
	if (view[0] & 128) return value - (BigInt(1) << BigInt(view.byteLength * 8));
	return value;
}
function bytesToSignedDecimal(view) {
	if (typeof BigInt !== "undefined") return bytesToSignedBigInt(view).toString(10);
	const BASE = 1e7;
	const DECIMAL_DIGITS = 7;
	if (!view.byteLength) return "0";
	const negative = !!(view[0] & 128);
	let magnitude = view;
	if (negative) {
		magnitude = new Uint8Array(view.length);
		let carry = 1;
		for (let i = view.length - 1; i >= 0; i--) {
			const value = (view[i] ^ 255) + carry;
			magnitude[i] = value & 255;
			carry = value >> 8;
		}
	}
	const limbs = [0];
	for (let index = 0; index < magnitude.length; index++) {
		let carry = magnitude[index];
		for (let i = 0; i < limbs.length; i++) {
			const value = limbs[i] * 256 + carry;
			limbs[i] = value % BASE;
			carry = Math.floor(value / BASE);
		}
		if (carry) limbs.push(carry);
	}
	let top = limbs.length - 1;
	while (top > 0 && limbs[top] === 0) top--;
	let result = String(limbs[top]);
	for (let i = top - 1; i >= 0; i--) result += String(limbs[i]).padStart(DECIMAL_DIGITS, "0");
	return negative && result !== "0" ? `-${result}` : result;
}
var _a$p;
var LocalIntegerValueBlock = class extends HexBlock(ValueBlock) {
	setValueHex() {
		if (this.valueHexView.length >= 4) {
			this.warnings.push("Too big Integer for decoding, hex only");
			this.isHexOnly = true;
			this._valueDec = 0;
		} else {
			this.isHexOnly = false;
			if (this.valueHexView.length > 0) this._valueDec = utilDecodeTC.call(this);
		}
	}
	constructor({ value, ...parameters } = {}) {
		super(parameters);
		this._valueDec = 0;
		if (parameters.valueHex) this.setValueHex();
		if (value !== void 0) this.valueDec = value;
	}
	set valueDec(v) {
		this._valueDec = v;
		this.isHexOnly = false;
		this.valueHexView = new Uint8Array(utilEncodeTC(v));
	}
	get valueDec() {
		return this._valueDec;
	}
	fromDER(inputBuffer, inputOffset, inputLength, expectedLength = 0) {
		const offset = this.fromBER(inputBuffer, inputOffset, inputLength);
		if (offset === -1) return offset;
		const view = this.valueHexView;
		if (view[0] === 0 && (view[1] & 128) !== 0) this.valueHexView = view.subarray(1);
		else if (expectedLength !== 0) {
			if (view.length < expectedLength) {
				if (expectedLength - view.length > 1) expectedLength = view.length + 1;
				this.valueHexView = view.subarray(expectedLength - view.length);
			}
		}
		return offset;
	}
	toDER(sizeOnly = false) {
		const view = this.valueHexView;
		switch (true) {
			case (view[0] & 128) !== 0:
				{
					const updatedView = new Uint8Array(this.valueHexView.length + 1);
					updatedView[0] = 0;
					updatedView.set(view, 1);
					this.valueHexView = updatedView;
				}
				break;
			case view[0] === 0 && (view[1] & 128) === 0: this.valueHexView = this.valueHexView.subarray(1);
		}
		return this.toBER(sizeOnly);
	}
	fromBER(inputBuffer, inputOffset, inputLength) {
		const resultOffset = super.fromBER(inputBuffer, inputOffset, inputLength);
		if (resultOffset === -1) return resultOffset;
		this.setValueHex();
		return resultOffset;
	}
	toBER(sizeOnly) {
		return sizeOnly ? new ArrayBuffer(this.valueHexView.length) : this.valueHexView.slice().buffer;
	}
	toJSON() {
		return {
			...super.toJSON(),
			valueDec: this.valueDec
		};
	}
	toString() {
		return bytesToSignedDecimal(this.valueHexView);
	}
};
_a$p = LocalIntegerValueBlock;
LocalIntegerValueBlock.NAME = "IntegerValueBlock";
(() => {
	Object.defineProperty(_a$p.prototype, "valueHex", {
		set: function(v) {
			this.valueHexView = new Uint8Array(v);
			this.setValueHex();
		},
		get: function() {
			return this.valueHexView.slice().buffer;
		}
	});
})();
const ORIGINAL_LOCAL_INTEGER_TO_BER = LocalIntegerValueBlock.prototype.toBER;
const ORIGINAL_LOCAL_INTEGER_TO_STRING = LocalIntegerValueBlock.prototype.toString;
var _a$o;
var Integer = class extends BaseBlock {
	constructor(parameters = {}) {
		super(parameters, LocalIntegerValueBlock);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 2;
	}
	toBigInt() {
		assertBigInt();
		const valueBlock = this.valueBlock;
		const toString = valueBlock.toString;
		if (toString === ORIGINAL_LOCAL_INTEGER_TO_STRING) return bytesToSignedBigInt(valueBlock.valueHexView);
		return BigInt(Reflect.apply(toString, valueBlock, []));
	}
	static fromBigInt(value) {
		assertBigInt();
		const bigIntValue = BigInt(value);
		const writer = new ViewWriter();
		const hex = bigIntValue.toString(16).replace(/^-/, "");
		const view = new Uint8Array(Convert.FromHex(hex));
		if (bigIntValue < 0) {
			const first = new Uint8Array(view.length + (view[0] & 128 ? 1 : 0));
			first[0] |= 128;
			const secondInt = BigInt(`0x${Convert.ToHex(first)}`) + bigIntValue;
			const second = BufferSourceConverter.toUint8Array(Convert.FromHex(secondInt.toString(16)));
			second[0] |= 128;
			writer.write(second);
		} else {
			if (view[0] & 128) writer.write(new Uint8Array([0]));
			writer.write(view);
		}
		return new _a$o({ valueHex: writer.final() });
	}
	convertToDER() {
		const integer = new _a$o({ valueHex: this.valueBlock.valueHexView });
		integer.valueBlock.toDER();
		return integer;
	}
	convertFromDER() {
		return new _a$o({ valueHex: this.valueBlock.valueHexView[0] === 0 ? this.valueBlock.valueHexView.subarray(1) : this.valueBlock.valueHexView });
	}
	onAsciiEncoding() {
		return `${this.constructor.NAME} : ${this.valueBlock.toString()}`;
	}
};
_a$o = Integer;
(() => {
	typeStore.Integer = _a$o;
})();
Integer.NAME = "INTEGER";
var _a$n;
var Enumerated = class extends Integer {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 10;
	}
};
_a$n = Enumerated;
(() => {
	typeStore.Enumerated = _a$n;
})();
Enumerated.NAME = "ENUMERATED";
var LocalSidValueBlock = class extends HexBlock(ValueBlock) {
	constructor({ valueDec = -1, isFirstSid = false, ...parameters } = {}) {
		super(parameters);
		this.valueDec = valueDec;
		this.isFirstSid = isFirstSid;
	}
	fromBER(inputBuffer, inputOffset, inputLength) {
		if (!inputLength) return inputOffset;
		const inputView = BufferSourceConverter.toUint8Array(inputBuffer);
		if (!checkBufferParams(this, inputView, inputOffset, inputLength)) return -1;
		const intBuffer = inputView.subarray(inputOffset, inputOffset + inputLength);
		if (this.blockLength === 0 && Number.isInteger(inputOffset) && Number.isInteger(inputLength)) {
			let sidLength = 0;
			while (sidLength < inputLength) {
				const octet = intBuffer[sidLength];
				sidLength++;
				if ((octet & 128) === 0) break;
			}
			this.blockLength = sidLength;
			this.valueHexView = new Uint8Array(sidLength);
			for (let i = 0; i < sidLength; i++) this.valueHexView[i] = intBuffer[i] & 127;
		} else {
			this.valueHexView = new Uint8Array(inputLength);
			for (let i = 0; i < inputLength; i++) {
				this.valueHexView[i] = intBuffer[i] & 127;
				this.blockLength++;
				if ((intBuffer[i] & 128) === 0) break;
			}
			const tempView = new Uint8Array(this.blockLength);
			for (let i = 0; i < this.blockLength; i++) tempView[i] = this.valueHexView[i];
			this.valueHexView = tempView;
		}
		if ((intBuffer[this.blockLength - 1] & 128) !== 0) {
			this.error = "End of input reached before message was fully decoded";
			return -1;
		}
		if (this.valueHexView[0] === 0) this.warnings.push("Needlessly long format of SID encoding");
		if (this.blockLength <= 8) this.valueDec = utilFromBase(this.valueHexView, 7);
		else {
			this.isHexOnly = true;
			this.warnings.push("Too big SID for decoding, hex only");
		}
		return inputOffset + this.blockLength;
	}
	set valueBigInt(value) {
		assertBigInt();
		let bits = BigInt(value).toString(2);
		while (bits.length % 7) bits = "0" + bits;
		const bytes = new Uint8Array(bits.length / 7);
		for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(bits.slice(i * 7, i * 7 + 7), 2) + (i + 1 < bytes.length ? 128 : 0);
		this.fromBER(bytes.buffer, 0, bytes.length);
	}
	toBER(sizeOnly) {
		if (this.isHexOnly) {
			if (sizeOnly) return new ArrayBuffer(this.valueHexView.byteLength);
			const curView = this.valueHexView;
			const retView = new Uint8Array(this.blockLength);
			for (let i = 0; i < this.blockLength - 1; i++) retView[i] = curView[i] | 128;
			retView[this.blockLength - 1] = curView[this.blockLength - 1];
			return BufferSourceConverter.toArrayBuffer(retView);
		}
		const encodedBuf = utilToBase(this.valueDec, 7);
		if (encodedBuf.byteLength === 0) {
			this.error = "Error during encoding SID value";
			return EMPTY_BUFFER;
		}
		const retView = new Uint8Array(encodedBuf.byteLength);
		if (!sizeOnly) {
			const encodedView = new Uint8Array(encodedBuf);
			const len = encodedBuf.byteLength - 1;
			for (let i = 0; i < len; i++) retView[i] = encodedView[i] | 128;
			retView[len] = encodedView[len];
		}
		return BufferSourceConverter.toArrayBuffer(retView);
	}
	toString() {
		let result = "";
		if (this.isHexOnly) result = Convert.ToHex(this.valueHexView);
		else if (this.isFirstSid) {
			let sidValue = this.valueDec;
			if (this.valueDec <= 39) result = "0.";
			else if (this.valueDec <= 79) {
				result = "1.";
				sidValue -= 40;
			} else {
				result = "2.";
				sidValue -= 80;
			}
			result += sidValue.toString();
		} else result = this.valueDec.toString();
		return result;
	}
	toJSON() {
		return {
			...super.toJSON(),
			valueDec: this.valueDec,
			isFirstSid: this.isFirstSid
		};
	}
};
LocalSidValueBlock.NAME = "sidBlock";
var LocalObjectIdentifierValueBlock = class extends ValueBlock {
	constructor({ value = EMPTY_STRING, ...parameters } = {}) {
		super(parameters);
		this.value = [];
		if (value) this.fromString(value);
	}
	fromBER(inputBuffer, inputOffset, inputLength) {
		let resultOffset = inputOffset;
		while (inputLength > 0) {
			const sidBlock = new LocalSidValueBlock();
			resultOffset = sidBlock.fromBER(inputBuffer, resultOffset, inputLength);
			if (resultOffset === -1) {
				this.blockLength = 0;
				this.error = sidBlock.error;
				return resultOffset;
			}
			if (this.value.length === 0) sidBlock.isFirstSid = true;
			this.blockLength += sidBlock.blockLength;
			inputLength -= sidBlock.blockLength;
			this.value.push(sidBlock);
		}
		return resultOffset;
	}
	toBER(sizeOnly) {
		const retBuffers = [];
		for (let i = 0; i < this.value.length; i++) {
			const valueBuf = this.value[i].toBER(sizeOnly);
			if (valueBuf.byteLength === 0) {
				this.error = this.value[i].error;
				return EMPTY_BUFFER;
			}
			retBuffers.push(valueBuf);
		}
		return concat(retBuffers);
	}
	fromString(string) {
		this.value = [];
		let pos1 = 0;
		let pos2 = 0;
		let sid = "";
		let flag = false;
		do {
			pos2 = string.indexOf(".", pos1);
			if (pos2 === -1) sid = string.substring(pos1);
			else sid = string.substring(pos1, pos2);
			pos1 = pos2 + 1;
			if (flag) {
				const sidBlock = this.value[0];
				let plus = 0;
				switch (sidBlock.valueDec) {
					case 0: break;
					case 1:
						plus = 40;
						break;
					case 2:
						plus = 80;
						break;
					default:
						this.value = [];
						return;
				}
				const parsedSID = parseInt(sid, 10);
				if (isNaN(parsedSID)) return;
				sidBlock.valueDec = parsedSID + plus;
				flag = false;
			} else {
				const sidBlock = new LocalSidValueBlock();
				if (sid > Number.MAX_SAFE_INTEGER) {
					assertBigInt();
					sidBlock.valueBigInt = BigInt(sid);
				} else {
					sidBlock.valueDec = parseInt(sid, 10);
					if (isNaN(sidBlock.valueDec)) return;
				}
				if (!this.value.length) {
					sidBlock.isFirstSid = true;
					flag = true;
				}
				this.value.push(sidBlock);
			}
		} while (pos2 !== -1);
	}
	toString() {
		let result = "";
		let isHexOnly = false;
		for (let i = 0; i < this.value.length; i++) {
			isHexOnly = this.value[i].isHexOnly;
			let sidStr = this.value[i].toString();
			if (i !== 0) result = `${result}.`;
			if (isHexOnly) {
				sidStr = `{${sidStr}}`;
				if (this.value[i].isFirstSid) result = `2.{${sidStr} - 80}`;
				else result += sidStr;
			} else result += sidStr;
		}
		return result;
	}
	toJSON() {
		const object = {
			...super.toJSON(),
			value: this.toString(),
			sidArray: []
		};
		for (let i = 0; i < this.value.length; i++) object.sidArray.push(this.value[i].toJSON());
		return object;
	}
};
LocalObjectIdentifierValueBlock.NAME = "ObjectIdentifierValueBlock";
var _a$m;
var ObjectIdentifier = class extends BaseBlock {
	getValue() {
		return this.valueBlock.toString();
	}
	setValue(value) {
		this.valueBlock.fromString(value);
	}
	constructor(parameters = {}) {
		super(parameters, LocalObjectIdentifierValueBlock);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 6;
	}
	onAsciiEncoding() {
		return `${this.constructor.NAME} : ${this.valueBlock.toString() || "empty"}`;
	}
	toJSON() {
		return {
			...super.toJSON(),
			value: this.getValue()
		};
	}
};
_a$m = ObjectIdentifier;
(() => {
	typeStore.ObjectIdentifier = _a$m;
})();
ObjectIdentifier.NAME = "OBJECT IDENTIFIER";
var LocalRelativeSidValueBlock = class extends HexBlock(LocalBaseBlock) {
	constructor({ valueDec = 0, ...parameters } = {}) {
		super(parameters);
		this.valueDec = valueDec;
	}
	fromBER(inputBuffer, inputOffset, inputLength) {
		if (inputLength === 0) return inputOffset;
		const inputView = BufferSourceConverter.toUint8Array(inputBuffer);
		if (!checkBufferParams(this, inputView, inputOffset, inputLength)) return -1;
		const intBuffer = inputView.subarray(inputOffset, inputOffset + inputLength);
		if (this.blockLength === 0 && Number.isInteger(inputOffset) && Number.isInteger(inputLength)) {
			let sidLength = 0;
			while (sidLength < inputLength) {
				const octet = intBuffer[sidLength];
				sidLength++;
				if ((octet & 128) === 0) break;
			}
			this.blockLength = sidLength;
			this.valueHexView = new Uint8Array(sidLength);
			for (let i = 0; i < sidLength; i++) this.valueHexView[i] = intBuffer[i] & 127;
		} else {
			this.valueHexView = new Uint8Array(inputLength);
			for (let i = 0; i < inputLength; i++) {
				this.valueHexView[i] = intBuffer[i] & 127;
				this.blockLength++;
				if ((intBuffer[i] & 128) === 0) break;
			}
			const tempView = new Uint8Array(this.blockLength);
			for (let i = 0; i < this.blockLength; i++) tempView[i] = this.valueHexView[i];
			this.valueHexView = tempView;
		}
		if ((intBuffer[this.blockLength - 1] & 128) !== 0) {
			this.error = "End of input reached before message was fully decoded";
			return -1;
		}
		if (this.valueHexView[0] === 0) this.warnings.push("Needlessly long format of SID encoding");
		if (this.blockLength <= 8) this.valueDec = utilFromBase(this.valueHexView, 7);
		else {
			this.isHexOnly = true;
			this.warnings.push("Too big SID for decoding, hex only");
		}
		return inputOffset + this.blockLength;
	}
	toBER(sizeOnly) {
		if (this.isHexOnly) {
			if (sizeOnly) return new ArrayBuffer(this.valueHexView.byteLength);
			const curView = this.valueHexView;
			const retView = new Uint8Array(this.blockLength);
			for (let i = 0; i < this.blockLength - 1; i++) retView[i] = curView[i] | 128;
			retView[this.blockLength - 1] = curView[this.blockLength - 1];
			return retView.buffer;
		}
		const encodedBuf = utilToBase(this.valueDec, 7);
		if (encodedBuf.byteLength === 0) {
			this.error = "Error during encoding SID value";
			return EMPTY_BUFFER;
		}
		const retView = new Uint8Array(encodedBuf.byteLength);
		if (!sizeOnly) {
			const encodedView = new Uint8Array(encodedBuf);
			const len = encodedBuf.byteLength - 1;
			for (let i = 0; i < len; i++) retView[i] = encodedView[i] | 128;
			retView[len] = encodedView[len];
		}
		return retView.buffer;
	}
	toString() {
		let result = "";
		if (this.isHexOnly) result = Convert.ToHex(this.valueHexView);
		else result = this.valueDec.toString();
		return result;
	}
	toJSON() {
		return {
			...super.toJSON(),
			valueDec: this.valueDec
		};
	}
};
LocalRelativeSidValueBlock.NAME = "relativeSidBlock";
var LocalRelativeObjectIdentifierValueBlock = class extends ValueBlock {
	constructor({ value = EMPTY_STRING, ...parameters } = {}) {
		super(parameters);
		this.value = [];
		if (value) this.fromString(value);
	}
	fromBER(inputBuffer, inputOffset, inputLength) {
		let resultOffset = inputOffset;
		while (inputLength > 0) {
			const sidBlock = new LocalRelativeSidValueBlock();
			resultOffset = sidBlock.fromBER(inputBuffer, resultOffset, inputLength);
			if (resultOffset === -1) {
				this.blockLength = 0;
				this.error = sidBlock.error;
				return resultOffset;
			}
			this.blockLength += sidBlock.blockLength;
			inputLength -= sidBlock.blockLength;
			this.value.push(sidBlock);
		}
		return resultOffset;
	}
	toBER(sizeOnly, _writer) {
		const retBuffers = [];
		for (let i = 0; i < this.value.length; i++) {
			const valueBuf = this.value[i].toBER(sizeOnly);
			if (valueBuf.byteLength === 0) {
				this.error = this.value[i].error;
				return EMPTY_BUFFER;
			}
			retBuffers.push(valueBuf);
		}
		return concat(retBuffers);
	}
	fromString(string) {
		this.value = [];
		let pos1 = 0;
		let pos2 = 0;
		let sid = "";
		do {
			pos2 = string.indexOf(".", pos1);
			if (pos2 === -1) sid = string.substring(pos1);
			else sid = string.substring(pos1, pos2);
			pos1 = pos2 + 1;
			const sidBlock = new LocalRelativeSidValueBlock();
			sidBlock.valueDec = parseInt(sid, 10);
			if (isNaN(sidBlock.valueDec)) return true;
			this.value.push(sidBlock);
		} while (pos2 !== -1);
		return true;
	}
	toString() {
		let result = "";
		let isHexOnly = false;
		for (let i = 0; i < this.value.length; i++) {
			isHexOnly = this.value[i].isHexOnly;
			let sidStr = this.value[i].toString();
			if (i !== 0) result = `${result}.`;
			if (isHexOnly) {
				sidStr = `{${sidStr}}`;
				result += sidStr;
			} else result += sidStr;
		}
		return result;
	}
	toJSON() {
		const object = {
			...super.toJSON(),
			value: this.toString(),
			sidArray: []
		};
		for (let i = 0; i < this.value.length; i++) object.sidArray.push(this.value[i].toJSON());
		return object;
	}
};
LocalRelativeObjectIdentifierValueBlock.NAME = "RelativeObjectIdentifierValueBlock";
var _a$l;
var RelativeObjectIdentifier = class extends BaseBlock {
	getValue() {
		return this.valueBlock.toString();
	}
	setValue(value) {
		this.valueBlock.fromString(value);
	}
	constructor(parameters = {}) {
		super(parameters, LocalRelativeObjectIdentifierValueBlock);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 13;
	}
	onAsciiEncoding() {
		return `${this.constructor.NAME} : ${this.valueBlock.toString() || "empty"}`;
	}
	toJSON() {
		return {
			...super.toJSON(),
			value: this.getValue()
		};
	}
};
_a$l = RelativeObjectIdentifier;
(() => {
	typeStore.RelativeObjectIdentifier = _a$l;
})();
RelativeObjectIdentifier.NAME = "RelativeObjectIdentifier";
var _a$k;
var Sequence = class extends Constructed {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 16;
	}
};
_a$k = Sequence;
(() => {
	typeStore.Sequence = _a$k;
})();
Sequence.NAME = "SEQUENCE";
var _a$j;
var Set$1 = class extends Constructed {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 17;
	}
};
_a$j = Set$1;
(() => {
	typeStore.Set = _a$j;
})();
Set$1.NAME = "SET";
var LocalStringValueBlock = class extends HexBlock(ValueBlock) {
	constructor({ ...parameters } = {}) {
		super(parameters);
		this.isHexOnly = true;
		this.value = EMPTY_STRING;
	}
	toJSON() {
		return {
			...super.toJSON(),
			value: this.value
		};
	}
};
LocalStringValueBlock.NAME = "StringValueBlock";
var LocalSimpleStringValueBlock = class extends LocalStringValueBlock {};
LocalSimpleStringValueBlock.NAME = "SimpleStringValueBlock";
var LocalSimpleStringBlock = class extends BaseStringBlock {
	constructor({ ...parameters } = {}) {
		super(parameters, LocalSimpleStringValueBlock);
	}
	fromBuffer(inputBuffer) {
		this.valueBlock.value = String.fromCharCode.apply(null, BufferSourceConverter.toUint8Array(inputBuffer));
	}
	fromString(inputString) {
		const strLen = inputString.length;
		const view = this.valueBlock.valueHexView = new Uint8Array(strLen);
		for (let i = 0; i < strLen; i++) view[i] = inputString.charCodeAt(i);
		this.valueBlock.value = inputString;
	}
};
LocalSimpleStringBlock.NAME = "SIMPLE STRING";
var LocalUtf8StringValueBlock = class extends LocalSimpleStringBlock {
	fromBuffer(inputBuffer) {
		this.valueBlock.valueHexView = BufferSourceConverter.toUint8Array(inputBuffer);
		try {
			this.valueBlock.value = Convert.ToUtf8String(inputBuffer);
		} catch (ex) {
			this.warnings.push(`Error during "decodeURIComponent": ${ex}, using raw string`);
			this.valueBlock.value = Convert.ToBinary(inputBuffer);
		}
	}
	fromString(inputString) {
		this.valueBlock.valueHexView = new Uint8Array(Convert.FromUtf8String(inputString));
		this.valueBlock.value = inputString;
	}
};
LocalUtf8StringValueBlock.NAME = "Utf8StringValueBlock";
var _a$i;
var Utf8String = class extends LocalUtf8StringValueBlock {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 12;
	}
};
_a$i = Utf8String;
(() => {
	typeStore.Utf8String = _a$i;
})();
Utf8String.NAME = "UTF8String";
var LocalBmpStringValueBlock = class extends LocalSimpleStringBlock {
	fromBuffer(inputBuffer) {
		this.valueBlock.value = Convert.ToUtf16String(inputBuffer);
		this.valueBlock.valueHexView = BufferSourceConverter.toUint8Array(inputBuffer);
	}
	fromString(inputString) {
		this.valueBlock.value = inputString;
		this.valueBlock.valueHexView = new Uint8Array(Convert.FromUtf16String(inputString));
	}
};
LocalBmpStringValueBlock.NAME = "BmpStringValueBlock";
var _a$h;
var BmpString = class extends LocalBmpStringValueBlock {
	constructor({ ...parameters } = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 30;
	}
};
_a$h = BmpString;
(() => {
	typeStore.BmpString = _a$h;
})();
BmpString.NAME = "BMPString";
var LocalUniversalStringValueBlock = class extends LocalSimpleStringBlock {
	fromBuffer(inputBuffer) {
		const copyBuffer = ArrayBuffer.isView(inputBuffer) ? inputBuffer.slice().buffer : inputBuffer.slice(0);
		const valueView = new Uint8Array(copyBuffer);
		for (let i = 0; i < valueView.length; i += 4) {
			valueView[i] = valueView[i + 3];
			valueView[i + 1] = valueView[i + 2];
			valueView[i + 2] = 0;
			valueView[i + 3] = 0;
		}
		this.valueBlock.value = String.fromCharCode.apply(null, new Uint32Array(copyBuffer));
	}
	fromString(inputString) {
		const strLength = inputString.length;
		const valueHexView = this.valueBlock.valueHexView = new Uint8Array(strLength * 4);
		for (let i = 0; i < strLength; i++) {
			const codeBuf = utilToBase(inputString.charCodeAt(i), 8);
			const codeView = new Uint8Array(codeBuf);
			if (codeView.length > 4) continue;
			const dif = 4 - codeView.length;
			for (let j = codeView.length - 1; j >= 0; j--) valueHexView[i * 4 + j + dif] = codeView[j];
		}
		this.valueBlock.value = inputString;
	}
};
LocalUniversalStringValueBlock.NAME = "UniversalStringValueBlock";
var _a$g;
var UniversalString = class extends LocalUniversalStringValueBlock {
	constructor({ ...parameters } = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 28;
	}
};
_a$g = UniversalString;
(() => {
	typeStore.UniversalString = _a$g;
})();
UniversalString.NAME = "UniversalString";
var _a$f;
var NumericString = class extends LocalSimpleStringBlock {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 18;
	}
};
_a$f = NumericString;
(() => {
	typeStore.NumericString = _a$f;
})();
NumericString.NAME = "NumericString";
var _a$e;
var PrintableString = class extends LocalSimpleStringBlock {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 19;
	}
};
_a$e = PrintableString;
(() => {
	typeStore.PrintableString = _a$e;
})();
PrintableString.NAME = "PrintableString";
var _a$d;
var TeletexString = class extends LocalSimpleStringBlock {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 20;
	}
};
_a$d = TeletexString;
(() => {
	typeStore.TeletexString = _a$d;
})();
TeletexString.NAME = "TeletexString";
var _a$c;
var VideotexString = class extends LocalSimpleStringBlock {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 21;
	}
};
_a$c = VideotexString;
(() => {
	typeStore.VideotexString = _a$c;
})();
VideotexString.NAME = "VideotexString";
var _a$b;
var IA5String = class extends LocalSimpleStringBlock {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 22;
	}
};
_a$b = IA5String;
(() => {
	typeStore.IA5String = _a$b;
})();
IA5String.NAME = "IA5String";
var _a$a;
var GraphicString = class extends LocalSimpleStringBlock {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 25;
	}
};
_a$a = GraphicString;
(() => {
	typeStore.GraphicString = _a$a;
})();
GraphicString.NAME = "GraphicString";
var _a$9;
var VisibleString = class extends LocalSimpleStringBlock {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 26;
	}
};
_a$9 = VisibleString;
(() => {
	typeStore.VisibleString = _a$9;
})();
VisibleString.NAME = "VisibleString";
var _a$8;
var GeneralString = class extends LocalSimpleStringBlock {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 27;
	}
};
_a$8 = GeneralString;
(() => {
	typeStore.GeneralString = _a$8;
})();
GeneralString.NAME = "GeneralString";
var _a$7;
var CharacterString = class extends LocalSimpleStringBlock {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 29;
	}
};
_a$7 = CharacterString;
(() => {
	typeStore.CharacterString = _a$7;
})();
CharacterString.NAME = "CharacterString";
var _a$6;
var UTCTime = class extends VisibleString {
	constructor({ value, valueDate, ...parameters } = {}) {
		super(parameters);
		this.year = 0;
		this.month = 0;
		this.day = 0;
		this.hour = 0;
		this.minute = 0;
		this.second = 0;
		if (value) {
			this.fromString(value);
			this.valueBlock.valueHexView = new Uint8Array(value.length);
			for (let i = 0; i < value.length; i++) this.valueBlock.valueHexView[i] = value.charCodeAt(i);
		}
		if (valueDate) {
			this.fromDate(valueDate);
			this.valueBlock.valueHexView = new Uint8Array(this.toBuffer());
		}
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 23;
	}
	fromBuffer(inputBuffer) {
		this.fromString(String.fromCharCode.apply(null, BufferSourceConverter.toUint8Array(inputBuffer)));
	}
	toBuffer() {
		const str = this.toString();
		const buffer = new ArrayBuffer(str.length);
		const view = new Uint8Array(buffer);
		for (let i = 0; i < str.length; i++) view[i] = str.charCodeAt(i);
		return buffer;
	}
	fromDate(inputDate) {
		this.year = inputDate.getUTCFullYear();
		this.month = inputDate.getUTCMonth() + 1;
		this.day = inputDate.getUTCDate();
		this.hour = inputDate.getUTCHours();
		this.minute = inputDate.getUTCMinutes();
		this.second = inputDate.getUTCSeconds();
	}
	toDate() {
		return new Date(Date.UTC(this.year, this.month - 1, this.day, this.hour, this.minute, this.second));
	}
	fromString(inputString) {
		const parserArray = /(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z/gi.exec(inputString);
		if (parserArray === null) {
			this.error = "Wrong input string for conversion";
			return;
		}
		const year = parseInt(parserArray[1], 10);
		if (year >= 50) this.year = 1900 + year;
		else this.year = 2e3 + year;
		this.month = parseInt(parserArray[2], 10);
		this.day = parseInt(parserArray[3], 10);
		this.hour = parseInt(parserArray[4], 10);
		this.minute = parseInt(parserArray[5], 10);
		this.second = parseInt(parserArray[6], 10);
	}
	toString(encoding = "iso") {
		if (encoding === "iso") {
			const outputArray = Array.from({ length: 7 });
			outputArray[0] = padNumber(this.year < 2e3 ? this.year - 1900 : this.year - 2e3, 2);
			outputArray[1] = padNumber(this.month, 2);
			outputArray[2] = padNumber(this.day, 2);
			outputArray[3] = padNumber(this.hour, 2);
			outputArray[4] = padNumber(this.minute, 2);
			outputArray[5] = padNumber(this.second, 2);
			outputArray[6] = "Z";
			return outputArray.join("");
		}
		return super.toString(encoding);
	}
	onAsciiEncoding() {
		return `${this.constructor.NAME} : ${this.toDate().toISOString()}`;
	}
	toJSON() {
		return {
			...super.toJSON(),
			year: this.year,
			month: this.month,
			day: this.day,
			hour: this.hour,
			minute: this.minute,
			second: this.second
		};
	}
};
_a$6 = UTCTime;
(() => {
	typeStore.UTCTime = _a$6;
})();
UTCTime.NAME = "UTCTime";
var _a$5;
var GeneralizedTime = class extends UTCTime {
	constructor(parameters = {}) {
		var _b;
		super(parameters);
		(_b = this.millisecond) !== null && _b !== void 0 || (this.millisecond = 0);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 24;
	}
	fromDate(inputDate) {
		super.fromDate(inputDate);
		this.millisecond = inputDate.getUTCMilliseconds();
	}
	toDate() {
		const utcDate = Date.UTC(this.year, this.month - 1, this.day, this.hour, this.minute, this.second, this.millisecond);
		return new Date(utcDate);
	}
	fromString(inputString) {
		let isUTC = false;
		let timeString = "";
		let dateTimeString = "";
		let fractionPart = 0;
		let parser;
		let hourDifference = 0;
		let minuteDifference = 0;
		if (inputString[inputString.length - 1] === "Z") {
			timeString = inputString.substring(0, inputString.length - 1);
			isUTC = true;
		} else {
			const number = new Number(inputString[inputString.length - 1]);
			if (isNaN(number.valueOf())) throw new Error("Wrong input string for conversion");
			timeString = inputString;
		}
		if (isUTC) {
			if (timeString.indexOf("+") !== -1) throw new Error("Wrong input string for conversion");
			if (timeString.indexOf("-") !== -1) throw new Error("Wrong input string for conversion");
		} else {
			let multiplier = 1;
			let differencePosition = timeString.indexOf("+");
			let differenceString = "";
			if (differencePosition === -1) {
				differencePosition = timeString.indexOf("-");
				multiplier = -1;
			}
			if (differencePosition !== -1) {
				differenceString = timeString.substring(differencePosition + 1);
				timeString = timeString.substring(0, differencePosition);
				if (differenceString.length !== 2 && differenceString.length !== 4) throw new Error("Wrong input string for conversion");
				let number = parseInt(differenceString.substring(0, 2), 10);
				if (isNaN(number.valueOf())) throw new Error("Wrong input string for conversion");
				hourDifference = multiplier * number;
				if (differenceString.length === 4) {
					number = parseInt(differenceString.substring(2, 4), 10);
					if (isNaN(number.valueOf())) throw new Error("Wrong input string for conversion");
					minuteDifference = multiplier * number;
				}
			}
		}
		let fractionPointPosition = timeString.indexOf(".");
		if (fractionPointPosition === -1) fractionPointPosition = timeString.indexOf(",");
		if (fractionPointPosition !== -1) {
			const fractionPartCheck = /* @__PURE__ */ new Number(`0${timeString.substring(fractionPointPosition)}`);
			if (isNaN(fractionPartCheck.valueOf())) throw new Error("Wrong input string for conversion");
			fractionPart = fractionPartCheck.valueOf();
			dateTimeString = timeString.substring(0, fractionPointPosition);
		} else dateTimeString = timeString;
		switch (true) {
			case dateTimeString.length === 8:
				parser = /(\d{4})(\d{2})(\d{2})/gi;
				if (fractionPointPosition !== -1) throw new Error("Wrong input string for conversion");
				break;
			case dateTimeString.length === 10:
				parser = /(\d{4})(\d{2})(\d{2})(\d{2})/gi;
				if (fractionPointPosition !== -1) {
					let fractionResult = 60 * fractionPart;
					this.minute = Math.floor(fractionResult);
					fractionResult = 60 * (fractionResult - this.minute);
					this.second = Math.floor(fractionResult);
					fractionResult = 1e3 * (fractionResult - this.second);
					this.millisecond = Math.floor(fractionResult);
				}
				break;
			case dateTimeString.length === 12:
				parser = /(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})/gi;
				if (fractionPointPosition !== -1) {
					let fractionResult = 60 * fractionPart;
					this.second = Math.floor(fractionResult);
					fractionResult = 1e3 * (fractionResult - this.second);
					this.millisecond = Math.floor(fractionResult);
				}
				break;
			case dateTimeString.length === 14:
				parser = /(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})/gi;
				if (fractionPointPosition !== -1) {
					const fractionResult = 1e3 * fractionPart;
					this.millisecond = Math.floor(fractionResult);
				}
				break;
			default: throw new Error("Wrong input string for conversion");
		}
		const parserArray = parser.exec(dateTimeString);
		if (parserArray === null) throw new Error("Wrong input string for conversion");
		for (let j = 1; j < parserArray.length; j++) switch (j) {
			case 1:
				this.year = parseInt(parserArray[j], 10);
				break;
			case 2:
				this.month = parseInt(parserArray[j], 10);
				break;
			case 3:
				this.day = parseInt(parserArray[j], 10);
				break;
			case 4:
				this.hour = parseInt(parserArray[j], 10) + hourDifference;
				break;
			case 5:
				this.minute = parseInt(parserArray[j], 10) + minuteDifference;
				break;
			case 6:
				this.second = parseInt(parserArray[j], 10);
				break;
			default: throw new Error("Wrong input string for conversion");
		}
		if (isUTC === false) {
			const tempDate = new Date(this.year, this.month, this.day, this.hour, this.minute, this.second, this.millisecond);
			this.year = tempDate.getUTCFullYear();
			this.month = tempDate.getUTCMonth();
			this.day = tempDate.getUTCDay();
			this.hour = tempDate.getUTCHours();
			this.minute = tempDate.getUTCMinutes();
			this.second = tempDate.getUTCSeconds();
			this.millisecond = tempDate.getUTCMilliseconds();
		}
	}
	toString(encoding = "iso") {
		if (encoding === "iso") {
			const outputArray = [];
			outputArray.push(padNumber(this.year, 4));
			outputArray.push(padNumber(this.month, 2));
			outputArray.push(padNumber(this.day, 2));
			outputArray.push(padNumber(this.hour, 2));
			outputArray.push(padNumber(this.minute, 2));
			outputArray.push(padNumber(this.second, 2));
			if (this.millisecond !== 0) {
				outputArray.push(".");
				outputArray.push(padNumber(this.millisecond, 3).replace(/0+$/, ""));
			}
			outputArray.push("Z");
			return outputArray.join("");
		}
		return super.toString(encoding);
	}
	toJSON() {
		return {
			...super.toJSON(),
			millisecond: this.millisecond
		};
	}
};
_a$5 = GeneralizedTime;
(() => {
	typeStore.GeneralizedTime = _a$5;
})();
GeneralizedTime.NAME = "GeneralizedTime";
var _a$4;
var DATE = class extends Utf8String {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 31;
	}
};
_a$4 = DATE;
(() => {
	typeStore.DATE = _a$4;
})();
DATE.NAME = "DATE";
var _a$3;
var TimeOfDay = class extends Utf8String {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 32;
	}
};
_a$3 = TimeOfDay;
(() => {
	typeStore.TimeOfDay = _a$3;
})();
TimeOfDay.NAME = "TimeOfDay";
var _a$2;
var DateTime = class extends Utf8String {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 33;
	}
};
_a$2 = DateTime;
(() => {
	typeStore.DateTime = _a$2;
})();
DateTime.NAME = "DateTime";
var _a$1;
var Duration = class extends Utf8String {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 34;
	}
};
_a$1 = Duration;
(() => {
	typeStore.Duration = _a$1;
})();
Duration.NAME = "Duration";
var _a;
var TIME = class extends Utf8String {
	constructor(parameters = {}) {
		super(parameters);
		this.idBlock.tagClass = 1;
		this.idBlock.tagNumber = 14;
	}
};
_a = TIME;
(() => {
	typeStore.TIME = _a;
})();
TIME.NAME = "TIME";
registerBuiltinEncoder({
	BitString,
	Integer,
	OctetString,
	Primitive,
	Constructed,
	Sequence,
	Set: Set$1
}, {
	BaseBlock,
	ViewWriter,
	LocalIdentificationBlock,
	LocalLengthBlock,
	LocalIntegerValueBlock,
	LocalOctetStringValueBlock,
	LocalConstructedValueBlock,
	LocalBitStringValueBlock,
	LocalPrimitiveValueBlock,
	originalBaseBlockToBER: ORIGINAL_BASE_BLOCK_TO_BER,
	originalWriterWrite: ORIGINAL_VIEW_WRITER_WRITE,
	originalWriterFinal: ORIGINAL_VIEW_WRITER_FINAL,
	originalIdentificationToBER: ORIGINAL_LOCAL_IDENTIFICATION_TO_BER,
	originalLengthToBER: ORIGINAL_LOCAL_LENGTH_TO_BER,
	originalIntegerToBER: ORIGINAL_LOCAL_INTEGER_TO_BER,
	originalOctetStringToBER: ORIGINAL_LOCAL_OCTET_STRING_TO_BER,
	originalBitStringToBER: ORIGINAL_LOCAL_BIT_STRING_TO_BER,
	originalConstructedToBER: ORIGINAL_LOCAL_CONSTRUCTED_TO_BER,
	originalPrimitiveToBER: ORIGINAL_LOCAL_PRIMITIVE_TO_BER
});
registerFastParser({
	Integer,
	Null,
	Sequence
});

// src/read/x509-der.ts
/** What the readers of this folder throw inside themselves; their public functions turn it into a sentence. */
var DerError = class extends Error {};
const limits = {
	maxDepth: 40,
	maxNodes: 2e5,
	parseEmbedded: false,
	copyInput: false
};
/** Decodes one element that fills `bytes`. Indefinite lengths are no DER and are refused. */
function decodeDer(bytes) {
	if (bytes.length === 0) throw new DerError("it is empty");
	const { offset, result } = decodeBer(bytes);
	if (offset === -1) throw new DerError("it is no DER, or it is truncated");
	if (offset !== bytes.length) throw new DerError(`${bytes.length - offset} bytes follow its end`);
	return toDer(result);
}
/** Decodes elements that stand one behind the other. */
function decodeAll(bytes) {
	const list = [];
	for (let rest = bytes; rest.length > 0 && list.length < 16;) {
		const { offset, result } = decodeBer(rest);
		if (offset <= 0) throw new DerError("it is no DER, or it is truncated");
		list.push(toDer(result));
		rest = rest.subarray(offset);
	}
	return list;
}
function decodeBer(bytes) {
	try {
		return fromBER(bytes, limits);
	} catch (error) {
		throw new DerError("it is no DER", { cause: error });
	}
}
function toDer(node) {
	if (node.lenBlock.isIndefiniteForm) throw new DerError("it has an indefinite length, which DER does not know");
	const raw = node.valueBeforeDecodeView;
	const body = raw.subarray(node.idBlock.blockLength + node.lenBlock.blockLength);
	const nested = node.idBlock.isConstructed ? node.valueBlock.value : [];
	if (!Array.isArray(nested)) throw new DerError("it has a value in several parts, which DER does not know");
	return {
		tag: raw[0] ?? 0,
		raw,
		body,
		children: nested.map(toDer)
	};
}
/** The element at `index`; `what` is named when it is missing or of another kind. */
function at(parent, index, tag, what) {
	const child = parent.children[index];
	if (child === void 0 || child.tag !== tag) throw new DerError(`its ${what} is malformed`);
	return child;
}
const tags = {
	boolean: 1,
	integer: 2,
	bits: 3,
	octets: 4,
	null: 5,
	oid: 6,
	sequence: 48,
	set: 49
};
/** A two's complement integer. */
function integerOf(der, what) {
	if (der.body.length === 0) throw new DerError(`its ${what} is malformed`);
	const hex = hexOf(der.body);
	const value = BigInt(`0x${hex}`);
	return (der.body[0] ?? 0) < 128 ? value : value - (1n << BigInt(4 * hex.length));
}
function booleanOf(der) {
	return der.body.some((byte) => byte !== 0);
}
/** The content of a BIT STRING without the octet that counts unused bits. */
function bitsOf(der) {
	return der.body.subarray(1);
}
function hexOf(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}
/** The dotted text of an OBJECT IDENTIFIER. Arcs beyond 49 bits, which nobody uses, are refused. */
function oidOf(der, what) {
	const { body } = der;
	if (der.tag !== tags.oid || body.length === 0 || (body.at(-1) ?? 128) >= 128) throw new DerError(`its ${what} is malformed`);
	let text = "";
	let arc = 0;
	for (const byte of body) {
		if (arc >= 2 ** 42) throw new DerError(`its ${what} is malformed`);
		arc = arc * 128 + (byte & 127);
		if (byte >= 128) continue;
		text += text === "" ? firstArcs(arc) : `.${arc}`;
		arc = 0;
	}
	return text;
}
/** The first number of the encoding holds two arcs: 40 times the first, which is 0, 1 or 2, and the second. */
function firstArcs(value) {
	const root = Math.min(2, Math.floor(value / 40));
	return `${root}.${value - root * 40}`;
}
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** The text of a string element, whatever its kind. */
function stringOf(der) {
	const bytes = Buffer.from(der.body.buffer, der.body.byteOffset, der.body.length);
	switch (der.tag) {
		case 30: return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString("utf16le") : bytes.toString("latin1");
		case 28: return Array.from({ length: bytes.length >> 2 }, (_, index) => codePoint(bytes.readUInt32BE(index * 4))).join("");
		case 12: return decoder.decode(bytes);
		default: return bytes.toString("latin1");
	}
}
function codePoint(value) {
	return value <= 1114111 ? String.fromCodePoint(value) : "�";
}
/** A UTCTime or GeneralizedTime, in milliseconds since the epoch. RFC 5280 4.1.2.5 */
function timeOf(der, what) {
	const text = der === void 0 ? "" : Buffer.from(der.body).toString("latin1");
	const match = der?.tag === 23 ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/.exec(text) : der?.tag === 24 ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/.exec(text) : null;
	if (match === null) throw new DerError(`its ${what} is no time`);
	const [, years = "", month = "", day = "", hour = "", minute = "", second = "00", zone = "Z"] = match;
	const year = years.length === 4 ? years : `${Number(years) < 50 ? 20 : 19}${years}`;
	const offset = zone === "Z" ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
	const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
	if (Number.isNaN(time) || Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) throw new DerError(`its ${what} is no time`);
	return time;
}

// src/read/x509-name.ts
/** Short names: RFC 4514 section 3, and three more that certificates really carry. */
const shortNames = /* @__PURE__ */ new Map([
	["2.5.4.3", "CN"],
	["2.5.4.7", "L"],
	["2.5.4.8", "ST"],
	["2.5.4.10", "O"],
	["2.5.4.11", "OU"],
	["2.5.4.6", "C"],
	["2.5.4.9", "STREET"],
	["0.9.2342.19200300.100.1.25", "DC"],
	["0.9.2342.19200300.100.1.1", "UID"],
	["2.5.4.5", "serialNumber"],
	["2.5.4.12", "title"],
	["1.2.840.113549.1.9.1", "emailAddress"]
]);
const commonName = "2.5.4.3";
const stringTags = /* @__PURE__ */ new Set([
	12,
	18,
	19,
	20,
	22,
	26,
	27,
	28,
	30
]);
/** Reads a distinguished name. */
function readName(der, what) {
	if (der.tag !== tags.sequence) throw new DerError(`its ${what} is malformed`);
	const parts = [];
	const canonical = [];
	const commonNames = [];
	for (const set of der.children) {
		if (set.tag !== tags.set) throw new DerError(`its ${what} is malformed`);
		const attributes = set.children.map((attribute) => readAttribute(attribute, what));
		parts.push(attributes.map(({ text }) => text).join("+"));
		canonical.push(attributes.map(({ canonical: value }) => value).join("+"));
		for (const { oid, value } of attributes) if (oid === commonName) commonNames.push(value);
	}
	return {
		text: parts.reverse().join(","),
		der: hexOf(der.raw),
		canonical: canonical.join(","),
		commonNames
	};
}
function readAttribute(der, what) {
	const [type, value] = der.children;
	if (type === void 0 || value === void 0) throw new DerError(`its ${what} is malformed`);
	const oid = oidOf(type, what);
	if (!stringTags.has(value.tag)) {
		const hex = `${oid}=#${hexOf(value.raw)}`;
		return {
			oid,
			value: hexOf(value.body),
			text: hex,
			canonical: hex
		};
	}
	const string = stringOf(value);
	return {
		oid,
		value: string,
		text: `${shortNames.get(oid) ?? oid}=${escaped(string)}`,
		canonical: `${oid}=${folded(string)}`
	};
}
/** RFC 4514 section 2.4. */
function escaped(value) {
	return value.replace(/[\\",+;<>]|^[ #]| $/g, "\\$&").replaceAll("\0", "\\00");
}
/** How OpenSSL compares attribute values: ASCII case folded, blanks trimmed and collapsed (crypto/x509/x_name.c, asn1_string_canon). */
function folded(value) {
	return JSON.stringify(value.replace(/[ \t-\r]+/g, " ").replace(/^ | $/g, "").replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
}

// src/read/x509-extensions.ts
const keyUsages = [
	"digitalSignature",
	"contentCommitment",
	"keyEncipherment",
	"dataEncipherment",
	"keyAgreement",
	"keyCertSign",
	"cRLSign",
	"encipherOnly",
	"decipherOnly"
];
const usageNames = /* @__PURE__ */ new Map([
	["1.3.6.1.5.5.7.3.1", "serverAuth"],
	["1.3.6.1.5.5.7.3.2", "clientAuth"],
	["2.5.29.37.0", "anyExtendedKeyUsage"]
]);
/** Critical extensions that Go (crypto/x509, processExtensions) or OpenSSL (X509_supported_extension) handles. */
const handled = /* @__PURE__ */ new Set([
	"2.5.29.14",
	"2.5.29.15",
	"2.5.29.17",
	"2.5.29.19",
	"2.5.29.30",
	"2.5.29.31",
	"2.5.29.32",
	"2.5.29.33",
	"2.5.29.35",
	"2.5.29.36",
	"2.5.29.37",
	"2.5.29.54",
	"2.16.840.1.113730.1.1",
	"1.3.6.1.5.5.7.1.7",
	"1.3.6.1.5.5.7.1.8",
	"1.3.6.1.5.5.7.1.14",
	"1.3.6.1.5.5.7.48.1.5"
]);
/** Reads the list of extensions. */
function readExtensions(list) {
	const critical = [];
	const seen = /* @__PURE__ */ new Set();
	let repeated;
	let fields = {};
	for (const extension of list) {
		const [id, ...rest] = extension.children;
		const value = rest.at(-1);
		if (id === void 0 || value?.tag !== tags.octets) throw new DerError("an extension is malformed");
		const oid = oidOf(id, "extension's identifier");
		if (rest.length === 2 && rest[0]?.tag === tags.boolean && booleanOf(rest[0])) critical.push(oid);
		if (seen.has(oid)) repeated ??= oid;
		seen.add(oid);
		fields = {
			...fields,
			...readExtension(oid, value.body)
		};
	}
	return {
		...fields,
		critical,
		unknownCritical: critical.filter((oid) => !handled.has(oid)),
		repeated
	};
}
function readExtension(oid, value) {
	switch (oid) {
		case "2.5.29.14": return { subjectKeyId: hexOf(elementOf(value, tags.octets, "subject key identifier").body) };
		case "2.5.29.15": return { keyUsage: keyUsageOf(elementOf(value, tags.bits, "key usage")) };
		case "2.5.29.17": return { subjectAltName: namesOf(elementOf(value, tags.sequence, "subjectAltName").children).names };
		case "2.5.29.19": return { basicConstraints: basicConstraintsOf(elementOf(value, tags.sequence, "basicConstraints")) };
		case "2.5.29.30": return { nameConstraints: nameConstraintsOf(elementOf(value, tags.sequence, "nameConstraints")) };
		case "2.5.29.35": return authorityOf(elementOf(value, tags.sequence, "authority key identifier"));
		case "2.5.29.37": return { extendedKeyUsage: new Set(elementOf(value, tags.sequence, "extended key usage").children.map(extendedUsage)) };
		default: return {};
	}
}
/** `serverAuth`, `clientAuth`, `anyExtendedKeyUsage`, else the OID. */
function extendedUsage(der) {
	const oid = oidOf(der, "extended key usage");
	return usageNames.get(oid) ?? oid;
}
function elementOf(value, tag, what) {
	const der = decodeDer(value);
	if (der.tag !== tag) throw new DerError(`its ${what} is malformed`);
	return der;
}
/** RFC 5280 4.2.1.1. */
function authorityOf(der) {
	const field = (tag) => der.children.find((child) => child.tag === tag);
	const id = field(128);
	const serial = field(130);
	const directory = field(161)?.children.find(({ tag }) => tag === 164)?.children[0];
	if (serial !== void 0 && serial.body.length > 1024) throw new DerError("its authority key identifier is malformed");
	return {
		...id !== void 0 && { authorityKeyId: hexOf(id.body) },
		...(directory !== void 0 || serial !== void 0) && { authority: {
			issuer: directory && readName(directory, "authority key identifier"),
			serial: serial && integerOf(serial, "authority key identifier")
		} }
	};
}
function keyUsageOf(der) {
	const bits = bitsOf(der);
	return new Set(keyUsages.filter((_, index) => ((bits[index >> 3] ?? 0) & 128 >> (index & 7)) !== 0));
}
function basicConstraintsOf(der) {
	const ca = der.children.find(({ tag }) => tag === tags.boolean);
	const length = der.children.find(({ tag }) => tag === tags.integer);
	if (length !== void 0 && (length.body.length > 6 || integerOf(length, "path length") < 0n)) throw new DerError("its path length is malformed");
	return {
		ca: ca !== void 0 && booleanOf(ca),
		...length !== void 0 && { pathLength: Number(integerOf(length, "path length")) }
	};
}
function nameConstraintsOf(der) {
	const subtrees = (tag) => namesOf(der.children.find((child) => child.tag === tag)?.children.flatMap(({ children }) => children.slice(0, 1)) ?? []);
	const permitted = subtrees(160);
	const excluded = subtrees(161);
	return {
		permitted: permitted.names,
		excluded: excluded.names,
		hasOtherForms: permitted.hasOtherForms || excluded.hasOtherForms
	};
}
function namesOf(list) {
	const names = {
		dns: [],
		ip: [],
		uri: [],
		email: []
	};
	let hasOtherForms = false;
	for (const { tag, body } of list) {
		const text = () => Buffer.from(body).toString("latin1");
		if (tag === 129) names.email.push(text());
		else if (tag === 130) names.dns.push(text());
		else if (tag === 134) names.uri.push(text());
		else if (tag === 135) names.ip.push(addressOf(body));
		else hasOtherForms = true;
	}
	return {
		names,
		hasOtherForms
	};
}
/** Canonical text of an address, or of an address and its mask. */
function addressOf(body) {
	const half = body.length / 2;
	if (body.length === 4 || body.length === 16) return ipText(body);
	if (body.length === 8 || body.length === 32) return `${ipText(body.subarray(0, half))}/${prefixOf(body.subarray(half))}`;
	throw new DerError(`an address in it has ${body.length} bytes`);
}
function prefixOf(mask) {
	const bits = Array.from(mask, (byte) => byte.toString(2).padStart(8, "0")).join("");
	const prefix = bits.indexOf("0") === -1 ? bits.length : bits.indexOf("0");
	if (bits.includes("1", prefix)) throw new DerError("a mask in its nameConstraints has gaps");
	return prefix;
}

// src/read/x509-go.ts
/**
* Why Go's crypto/x509 cannot parse a certificate that was read here: its words, from crypto/x509/parser.go. PD then
* exits, wherever the certificate stands. Undefined when Go can, or when it is not known that it cannot.
*/
function goRefusal(certificate, raw) {
	const { kind, curve } = certificate.publicKey;
	const parameters = raw.spki.children[0]?.children[1];
	if (raw.algorithmsDiffer) return "x509: inner and outer signature algorithm identifiers don't match";
	if (kind === "rsa" && parameters?.tag !== 5) return "x509: RSA key missing NULL parameters";
	if (kind === "ec" && (curve === "explicit" || curve === "unknown")) return "x509: invalid ECDSA parameters";
	if (kind === "ec" && !goCurves.has(curve ?? "")) return "x509: unsupported elliptic curve";
	if (raw.repeated !== void 0) return `x509: certificate contains duplicate extension with OID "${raw.repeated}"`;
	if (certificate.critical?.includes("2.5.29.14")) return "x509: subject key identifier incorrectly marked critical";
	if (certificate.critical?.includes("2.5.29.35")) return "x509: authority key identifier incorrectly marked critical";
	if (certificate.critical?.includes("1.3.6.1.5.5.7.1.1")) return "x509: authority info access incorrectly marked critical";
}
const goCurves = /* @__PURE__ */ new Set([
	"P-224",
	"P-256",
	"P-384",
	"P-521"
]);

// src/read/x509-key.ts
/** Names of the curves that people know; any other is told by its OID. Bits of the field. */
const curves = /* @__PURE__ */ new Map([
	["1.2.840.10045.3.1.1", {
		name: "P-192",
		bits: 192
	}],
	["1.2.840.10045.3.1.7", {
		name: "P-256",
		bits: 256
	}],
	["1.3.132.0.33", {
		name: "P-224",
		bits: 224
	}],
	["1.3.132.0.34", {
		name: "P-384",
		bits: 384
	}],
	["1.3.132.0.35", {
		name: "P-521",
		bits: 521
	}],
	["1.3.132.0.10", {
		name: "secp256k1",
		bits: 256
	}],
	["1.3.36.3.3.2.8.1.1.7", {
		name: "1.3.36.3.3.2.8.1.1.7",
		bits: 256
	}],
	["1.3.36.3.3.2.8.1.1.11", {
		name: "1.3.36.3.3.2.8.1.1.11",
		bits: 384
	}],
	["1.3.36.3.3.2.8.1.1.13", {
		name: "1.3.36.3.3.2.8.1.1.13",
		bits: 512
	}]
]);
/** Reads a SubjectPublicKeyInfo. An algorithm that nobody knows is a key of kind `unknown`. */
function readPublicKey(der) {
	const algorithm = at(der, 0, tags.sequence, "public key");
	const oid = oidOf(at(algorithm, 0, tags.oid, "public key"), "public key");
	const key = bitsOf(at(der, 1, tags.bits, "public key"));
	return {
		...shapeOf$1(oid, algorithm.children[1], key),
		spki: sha256(der.raw)
	};
}
function shapeOf$1(oid, parameters, key) {
	switch (oid) {
		case "1.2.840.113549.1.1.1": return rsa("rsa", key);
		case "1.2.840.113549.1.1.10": return rsa("rsa-pss", key);
		case "1.2.840.10045.2.1": return ellipticCurve(parameters);
		case "1.3.101.112": return {
			kind: "ed25519",
			bits: 256
		};
		case "1.3.101.113": return {
			kind: "ed448",
			bits: 456
		};
		case "1.2.840.10040.4.1": return {
			kind: "dsa",
			bits: parameters?.children[0] === void 0 ? 0 : bitLength(parameters.children[0])
		};
		default: return {
			kind: "unknown",
			bits: 0
		};
	}
}
function rsa(kind, key) {
	const sequence = decodeDer(key);
	const modulus = at(sequence, 0, tags.integer, "public key");
	const exponent = at(sequence, 1, tags.integer, "public key");
	if (exponent.body.length > 2048) throw new DerError("its public key is malformed");
	return {
		kind,
		bits: bitLength(modulus),
		exponent: integerOf(exponent, "public key")
	};
}
function ellipticCurve(parameters) {
	if (parameters?.tag === tags.oid) {
		const oid = oidOf(parameters, "public key");
		const curve = curves.get(oid);
		return {
			kind: "ec",
			bits: curve?.bits ?? 0,
			curve: curve?.name ?? oid
		};
	}
	if (parameters?.tag !== tags.sequence) return {
		kind: "ec",
		bits: 0,
		curve: "unknown"
	};
	const prime = parameters.children[1]?.children[1];
	return {
		kind: "ec",
		bits: prime?.tag === tags.integer ? bitLength(prime) : 0,
		curve: "explicit"
	};
}
function bitLength(integer) {
	const first = integer.body.findIndex((byte) => byte !== 0);
	if (first === -1) return 0;
	return (integer.body.length - first) * 8 - (Math.clz32(integer.body[first] ?? 0) - 24);
}
/** SHA-256 of bytes. */
function sha256(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}

// src/read/x509-private-key.ts
/** Reads a private key; the public half where no password stands before it. Nothing of the private half is kept. */
function readPrivateKey(bytes, span, label) {
	if (label === "OPENSSH PRIVATE KEY") return openSsh(bytes, span);
	const { encoding, encrypted } = shapeOf(decodeDer(bytes), label);
	if (encrypted) return {
		span,
		encoding,
		encrypted
	};
	return {
		span,
		encoding,
		encrypted,
		publicKey: publicHalf(bytes, encoding)
	};
}
/** By label where there is one; a binary file by the shape of its DER. */
function shapeOf(der, label) {
	if (der.tag !== tags.sequence) throw new DerError("it is no private key");
	const shape = der.children.map(({ tag }) => tag);
	const starts = (...wanted) => wanted.every((tag, index) => shape[index] === tag);
	if (starts(tags.sequence, tags.octets) && shape.length === 2) return {
		encoding: "pkcs8",
		encrypted: true
	};
	if (starts(tags.integer, tags.sequence, tags.octets)) return {
		encoding: "pkcs8",
		encrypted: false
	};
	if (starts(tags.integer, tags.octets) && label !== "RSA PRIVATE KEY") return {
		encoding: "sec1",
		encrypted: false
	};
	if (shape.every((tag) => tag === tags.integer)) {
		if (shape.length === 9) return {
			encoding: "pkcs1",
			encrypted: false
		};
		if (shape.length === 6) return {
			encoding: "dsa",
			encrypted: false
		};
	}
	throw new DerError("it is no private key");
}
function publicHalf(bytes, encoding) {
	try {
		const key = createPublicKey(importKey(Buffer.from(bytes), encoding));
		return readPublicKey(decodeDer(key.export({
			type: "spki",
			format: "der"
		})));
	} catch {
		return;
	}
}
function importKey(der, encoding) {
	switch (encoding) {
		case "pkcs1":
		case "pkcs8":
		case "sec1": return createPrivateKey({
			key: der,
			format: "der",
			type: encoding
		});
		default: {
			const label = encoding === "dsa" ? "DSA PRIVATE KEY" : "PRIVATE KEY";
			return createPrivateKey(`-----BEGIN ${label}-----\n${der.toString("base64")}\n-----END ${label}-----\n`);
		}
	}
}
/** openssh-key-v1: magic, cipher name, ... (OpenSSH PROTOCOL.key). */
function openSsh(bytes, span) {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	if (buffer.subarray(0, 15).toString("latin1") !== "openssh-key-v1\0" || buffer.length < 23) throw new DerError("it is no OpenSSH key");
	const length = buffer.readUInt32BE(15);
	return {
		span,
		encoding: "openssh",
		encrypted: buffer.subarray(19, 19 + Math.min(length, 64)).toString("latin1") !== "none"
	};
}

// src/read/x509-signature.ts
const algorithms = /* @__PURE__ */ new Map([
	["1.2.840.113549.1.1.2", {
		kind: "rsa",
		hash: "md2"
	}],
	["1.2.840.113549.1.1.4", {
		kind: "rsa",
		hash: "md5"
	}],
	["1.2.840.113549.1.1.5", {
		kind: "rsa",
		hash: "sha1"
	}],
	["1.3.14.3.2.29", {
		kind: "rsa",
		hash: "sha1"
	}],
	["1.2.840.113549.1.1.14", {
		kind: "rsa",
		hash: "sha224"
	}],
	["1.2.840.113549.1.1.11", {
		kind: "rsa",
		hash: "sha256"
	}],
	["1.2.840.113549.1.1.12", {
		kind: "rsa",
		hash: "sha384"
	}],
	["1.2.840.113549.1.1.13", {
		kind: "rsa",
		hash: "sha512"
	}],
	["1.2.840.10045.4.1", {
		kind: "ecdsa",
		hash: "sha1"
	}],
	["1.2.840.10045.4.3.1", {
		kind: "ecdsa",
		hash: "sha224"
	}],
	["1.2.840.10045.4.3.2", {
		kind: "ecdsa",
		hash: "sha256"
	}],
	["1.2.840.10045.4.3.3", {
		kind: "ecdsa",
		hash: "sha384"
	}],
	["1.2.840.10045.4.3.4", {
		kind: "ecdsa",
		hash: "sha512"
	}],
	["1.2.840.10040.4.3", {
		kind: "dsa",
		hash: "sha1"
	}],
	["2.16.840.1.101.3.4.3.1", {
		kind: "dsa",
		hash: "sha224"
	}],
	["2.16.840.1.101.3.4.3.2", {
		kind: "dsa",
		hash: "sha256"
	}],
	["1.3.101.112", { kind: "ed25519" }],
	["1.3.101.113", { kind: "ed448" }]
]);
const hashes = /* @__PURE__ */ new Map([
	["1.2.840.113549.2.5", "md5"],
	["1.3.14.3.2.26", "sha1"],
	["2.16.840.1.101.3.4.2.4", "sha224"],
	["2.16.840.1.101.3.4.2.1", "sha256"],
	["2.16.840.1.101.3.4.2.2", "sha384"],
	["2.16.840.1.101.3.4.2.3", "sha512"]
]);
/** Reads an AlgorithmIdentifier of a signature; one that nobody knows is of kind `unknown`. */
function readSignatureAlgorithm(der) {
	const oid = oidOf(at(der, 0, tags.oid, "signature algorithm"), "signature algorithm");
	if (oid === "1.2.840.113549.1.1.10") return {
		kind: "rsa-pss",
		...pssParameters(der.children[1]),
		oid
	};
	return {
		...algorithms.get(oid) ?? { kind: "unknown" },
		oid
	};
}
/** RFC 4055 3.1: SHA-1 and 20 bytes of salt when nothing is said. */
function pssParameters(parameters) {
	let hash = "sha1";
	let saltLength = 20;
	for (const field of parameters?.children ?? []) {
		const [content] = field.children;
		if (content === void 0) throw new DerError("its signature algorithm is malformed");
		if (field.tag === 160) hash = hashes.get(oidOf(at(content, 0, tags.oid, "signature algorithm"), "signature algorithm"));
		if (field.tag === 162) {
			if (content.body.length > 4) throw new DerError("its signature algorithm is malformed");
			saltLength = Number(integerOf(content, "signature algorithm"));
		}
	}
	return {
		hash,
		saltLength
	};
}
/** A public key for `node:crypto`; undefined when it cannot use it. */
function importPublicKey(spki) {
	try {
		return createPublicKey({
			key: Buffer.from(spki),
			format: "der",
			type: "spki"
		});
	} catch {
		return;
	}
}
const keyTypes = {
	rsa: ["rsa"],
	"rsa-pss": ["rsa", "rsa-pss"],
	ecdsa: ["ec"],
	dsa: ["dsa"],
	ed25519: ["ed25519"],
	ed448: ["ed448"]
};
/** Does the key verify the signature? Strength of key and hash are not looked at. */
function isSignatureOf(signed, key) {
	const { kind, hash, saltLength } = signed.algorithm;
	if (kind === "unknown" || !keyTypes[kind].includes(key.asymmetricKeyType ?? "")) return false;
	try {
		switch (kind) {
			case "ed25519":
			case "ed448": return verify(null, signed.tbs, key, signed.signature);
			case "rsa-pss":
				if (saltLength === void 0) return false;
				return verify(hash, signed.tbs, {
					key,
					padding: constants.RSA_PKCS1_PSS_PADDING,
					saltLength
				}, signed.signature);
			case "rsa":
			case "ecdsa":
			case "dsa": return verify(hash, signed.tbs, key, signed.signature);
			default: return kind;
		}
	} catch {
		return false;
	}
}

// src/read/x509.ts
/**
* X.509 by `asn1js`, the decoder of `@peculiar/x509`, signatures and digests by `node:crypto`. The classes of
* `@peculiar/x509` above that decoder take five times as long per certificate and to load.
*/
const x509Reader = {
	certificate: (der, span) => orSentence(() => readCertificate(der, span)),
	trustedCertificate: (der, span) => orSentence(() => readTrustedCertificate(der, span)),
	privateKey: (der, span, label) => orSentence(() => readPrivateKey(der, span, label))
};
function orSentence(read) {
	try {
		return read();
	} catch (error) {
		if (error instanceof DerError) return { because: error.message };
		throw error;
	}
}
/** X509_AUX: a certificate and, behind it, X509_CERT_AUX { trust, reject [0], alias, ... } (OpenSSL, crypto/x509/x_x509a.c). */
function readTrustedCertificate(bytes, span) {
	const [first, aux] = decodeAll(bytes);
	if (first === void 0) throw new DerError("it is empty");
	const certificate = readCertificate(first.raw, span);
	if (aux === void 0) return {
		certificate,
		trust: void 0
	};
	const usages = (tag) => aux.children.find((list) => list.tag === tag)?.children.map(extendedUsage);
	return {
		certificate,
		trust: {
			trusted: usages(tags.sequence),
			rejected: usages(160) ?? []
		}
	};
}
const materials = /* @__PURE__ */ new WeakMap();
function readCertificate(bytes, span) {
	const der = decodeDer(bytes);
	if (der.tag !== tags.sequence) throw new DerError("it is no certificate");
	const tbs = at(der, 0, tags.sequence, "body");
	const algorithm = at(der, 1, tags.sequence, "signature algorithm");
	const signature = at(der, 2, tags.bits, "signature");
	if (der.children.length !== 3) throw new DerError("it is no certificate");
	const fields = readBody(tbs);
	const outer = readSignatureAlgorithm(algorithm);
	const { repeated, ...extensions } = readExtensions(fields.extensions);
	const read = {
		span,
		sha256: sha256(bytes),
		...fields.plain,
		publicKey: readPublicKey(fields.spki),
		signature: outer,
		...extensions
	};
	const algorithmsDiffer = Buffer.compare(fields.algorithm.raw, algorithm.raw) !== 0;
	let verdicts;
	const certificate = {
		...read,
		goRefuses: goRefusal(read, {
			spki: fields.spki,
			algorithmsDiffer,
			repeated
		}),
		isSignedBy(issuer) {
			verdicts ??= /* @__PURE__ */ new WeakMap();
			const known = verdicts.get(issuer);
			if (known !== void 0) return known;
			const verdict = !algorithmsDiffer && isSignedBy(certificate, issuer);
			verdicts.set(issuer, verdict);
			return verdict;
		}
	};
	const signed = {
		tbs: tbs.raw,
		signature: bitsOf(signature),
		algorithm: outer
	};
	materials.set(certificate, {
		signed,
		spki: fields.spki.raw
	});
	return certificate;
}
function isSignedBy(certificate, issuer) {
	const own = materials.get(certificate);
	const other = materials.get(issuer);
	if (own === void 0 || other === void 0) return false;
	if (other.key === void 0) other.key = importPublicKey(other.spki) ?? null;
	return other.key !== null && isSignatureOf(own.signed, other.key);
}
/** RFC 5280 4.1: TBSCertificate. */
function readBody(tbs) {
	const versioned = tbs.children[0]?.tag === 160;
	const first = versioned ? 1 : 0;
	const version = versionOf(versioned ? tbs.children[0]?.children[0] : void 0);
	const validity = at(tbs, first + 3, tags.sequence, "validity");
	const serial = at(tbs, first, tags.integer, "serial number");
	if (serial.body.length > 1024) throw new DerError("its serial number is malformed");
	const spki = at(tbs, first + 5, tags.sequence, "public key");
	const wrapped = tbs.children.slice(first + 6).find(({ tag }) => tag === 163);
	const extensions = wrapped === void 0 ? [] : at(wrapped, 0, tags.sequence, "list of extensions").children;
	return {
		algorithm: at(tbs, first + 1, tags.sequence, "signature algorithm"),
		spki,
		extensions: version === 3 ? extensions : [],
		plain: {
			version,
			serial: integerOf(serial, "serial number"),
			issuer: readName(at(tbs, first + 2, tags.sequence, "issuer"), "issuer"),
			notBefore: timeOf(validity.children[0], "begin of validity"),
			notAfter: timeOf(validity.children[1], "end of validity"),
			subject: readName(at(tbs, first + 4, tags.sequence, "subject"), "subject")
		}
	};
}
function versionOf(der) {
	const value = der === void 0 ? 0n : der.body.length > 8 ? -1n : integerOf(der, "version");
	if (value === 0n) return 1;
	if (value === 1n) return 2;
	if (value === 2n) return 3;
	throw new DerError("its version is none of 1, 2 and 3");
}

export { binaryFormat as n, readBinary as r, x509Reader as t };