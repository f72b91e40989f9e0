//! Reads documents, one a line in hexadecimal, and says of each whether the pinned crate toml takes it and as what.
use std::io::{self, BufRead, Write};
use toml::Value;

fn main() {
    let stdin = io::stdin();
    let mut out = io::BufWriter::new(io::stdout());
    for line in stdin.lock().lines() {
        let line = line.expect("a line of hexadecimal");
        writeln!(out, "{}", verdict(&bytes(line.trim()))).expect("standard output");
    }
}

fn bytes(hexadecimal: &str) -> Vec<u8> {
    (0..hexadecimal.len() / 2)
        .map(|index| u8::from_str_radix(&hexadecimal[index * 2..index * 2 + 2], 16).expect("hexadecimal"))
        .collect()
}

fn verdict(document: &[u8]) -> String {
    let text = match std::str::from_utf8(document) {
        Ok(text) => text,
        Err(error) => return format!("no {}", error),
    };
    match text.parse::<Value>() {
        Ok(value) => format!("ok {}", canonical(&value)),
        Err(error) => format!("no {}", error.to_string().replace(['\n', '\r'], " ")),
    }
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{:02x}", byte)).collect()
}

fn canonical(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let mut entries: Vec<String> =
                table.iter().map(|(key, item)| format!("{}={}", hex(key), canonical(item))).collect();
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::String(text) => format!("s{}", hex(&text.replace("\r\n", "\n"))),
        Value::Integer(number) => format!("i{}", number),
        Value::Float(number) if number.is_nan() => "fnan".to_string(),
        Value::Float(number) => format!("f{:016x}", number.to_bits()),
        Value::Boolean(flag) => flag.to_string(),
        Value::Datetime(_) => "d".to_string(),
    }
}
