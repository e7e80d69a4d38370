"""A real SMTP server for the tests: keeps every mail as a file; refuses what the tests ask it to refuse.
usage: mailserver.py PORT FOLDER   nobody@… does not exist, later@… is busy"""
import asyncio, os, sys
from aiosmtpd.controller import UnthreadedController


class Office:
    def __init__(self, folder):
        self.folder, self.count = folder, 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        if address.startswith("later@"):
            return "450 mailbox busy, try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        name = os.path.join(self.folder, f"{self.count:05d}")
        with open(name + ".part", "wb") as mail:
            mail.write(("To-Address: " + ",".join(envelope.rcpt_tos) + "\r\n").encode() + envelope.content)
        os.rename(name + ".part", name + ".eml")
        return "250 taken over"


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
UnthreadedController(Office(sys.argv[2]), hostname="127.0.0.1", port=int(sys.argv[1]), loop=loop).begin()
print("ready", flush=True)
loop.run_forever()
