"""gRPC core as a TiKV server or as whoever dials one, driven by one JSON line per question on standard input.

It does what TiKV does around the core, and nothing more:
  serve  tikv: components/security/src/lib.rs, SecurityManager::bind, and the check of names that runs before every call
  dial   tikv: components/security/src/lib.rs, SecurityManager::connect, and one call of the health service
Files come as base64. gRPC core says why a handshake fails in its log alone, so its log is part of the answers.
"""

import base64
import json
import os
import select
import sys
from concurrent import futures

log_reader, log_writer = os.pipe()
os.set_blocking(log_reader, False)
own_errors = os.fdopen(os.dup(2), "w")
os.dup2(log_writer, 2)
sys.stderr = own_errors

import grpc  # noqa: E402  (it keeps the standard error that it finds)

METHOD = "/grpc.health.v1.Health/Check"
SERVING = b"\x08\x01"
# One connection, one attempt: a second one would be a second line in the log of the other side.
ONE_ATTEMPT = [("grpc.initial_reconnect_backoff_ms", 60_000), ("grpc.enable_retries", 0)]
# Until a call or a line of the log is given up: this machine may be busy.
SECONDS = 15


def read_log(until=None):
    """The lines since the last time; with `until`, waits for one that holds it."""
    text = ""
    while True:
        try:
            while piece := os.read(log_reader, 65_536):
                text += piece.decode("utf-8", "replace")
        except BlockingIOError:
            pass
        if until is None or until in text:
            return [line for line in text.splitlines() if line]
        if not select.select([log_reader], [], [], SECONDS)[0]:
            return [line for line in text.splitlines() if line]


def files(question):
    """CA, certificate and key; None for one that is not set."""
    return [None if question.get(name) is None else base64.b64decode(question[name]) for name in ("ca", "cert", "key")]


class Peers:
    """The servers that are up, by port."""

    def __init__(self):
        self.pool = futures.ThreadPoolExecutor(max_workers=4)
        self.servers = {}

    def serve(self, question):
        ca, cert, key = files(question)
        missing = [ca, cert, key].count(None)
        if 0 < missing < 3:
            return {"refused": ["ca, cert and private key should be all configured."]}
        server = grpc.server(self.pool, options=[("grpc.so_reuseport", 0)])
        handler = grpc.unary_unary_rpc_method_handler(name_check(question, is_secure=missing == 0))
        service, method = METHOD[1:].split("/")
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, {method: handler}),))
        try:
            if missing == 3:
                port = server.add_insecure_port("127.0.0.1:0")
            else:
                pair = grpc.ssl_server_certificate_configuration([(key, cert)], root_certificates=ca)
                # TiKV binds with a fetcher; `require` is "request and require and verify".
                credentials = grpc.dynamic_ssl_server_credentials(pair, lambda: None, require_client_authentication=True)
                port = server.add_secure_port("127.0.0.1:0", credentials)
        except RuntimeError:
            return {"refused": read_log()}
        server.start()
        self.servers[port] = server
        return {"port": port}

    def stop(self, question):
        self.servers.pop(question["port"]).stop(None).wait()
        return {"log": read_log()}


def name_check(question, is_secure):
    """tikv: components/security/src/lib.rs, check_common_name and match_peer_names. Without TLS the lists are ignored."""
    substring = question.get("matching") == "substring"

    def is_in(entries, names):
        return any(entry in name if substring else entry == name for entry in entries for name in names)

    def check(_request, context):
        peer = context.auth_context()
        names = [name.decode() for name in peer.get("x509_common_name", [])[:1]] or [""]
        sans = [name.decode() for name in peer.get("x509_subject_alternative_name", [])]
        allowed_cn, allowed_san = (question.get(key, []) if is_secure else [] for key in ("allowedCn", "allowedSan"))
        if allowed_cn and not is_in(allowed_cn, names):
            context.abort(grpc.StatusCode.UNAUTHENTICATED, f"Common name check fail, reason: x509_common_name from peer is {names[0]}")
        if allowed_san and not is_in(allowed_san, sans):
            context.abort(grpc.StatusCode.UNAUTHENTICATED, "SAN check fail")
        return SERVING

    return check


def dial(question):
    ca, cert, key = files(question)
    options = [*ONE_ATTEMPT, ("grpc.http_proxy", question["proxy"])]
    if ca is None:
        channel = grpc.insecure_channel(question["target"], options)
    else:
        channel = grpc.secure_channel(question["target"], grpc.ssl_channel_credentials(ca, key, cert), options)
    with channel:
        try:
            answer = channel.unary_unary(METHOD)(b"", timeout=SECONDS)
            code, details = ("OK" if answer == SERVING else "NO_ANSWER"), ""
        except grpc.RpcError as error:
            code, details = error.code().name, error.details()
    return {"code": code, "details": details, "log": read_log()}


def main():
    peers = Peers()
    work = {
        "version": lambda _: {"version": grpc.__version__},
        "serve": peers.serve,
        "stop": peers.stop,
        "dial": dial,
        "log": lambda question: {"log": read_log(question["until"])},
    }
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps(work[question["op"]](question)), flush=True)


main()
