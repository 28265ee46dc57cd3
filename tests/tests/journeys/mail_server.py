"""A mail server with a mailbox on standard output: one JSON object for each mail that it takes.

Arguments: port, `smtps` or `starttls`, certificate, key, password (the user is `kramik`). Lives until its standard
input ends.
"""

import email
import email.policy
import json
import logging
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

logging.disable()
port, mode, certificate, key, password = sys.argv[1:]


class Mailbox:
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        told = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "user": session.authenticated and "kramik",
            "tls": session.ssl is not None or mode == "smtps",
            "subject": mail["subject"],
            "text": mail.get_body(("plain",)).get_content(),
        }
        print(json.dumps(told), flush=True)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == b"kramik" and data.password == password.encode()
    return AuthResult(success=right, handled=right)


context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate, key)
tls = {"ssl_context": context} if mode == "smtps" else {"tls_context": context, "require_starttls": True}
controller = Controller(
    Mailbox(),
    hostname="127.0.0.1",
    port=int(port),
    authenticator=authenticate,
    auth_required=True,
    auth_require_tls=mode != "smtps",
    **tls,
)
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()
