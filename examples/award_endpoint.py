#!/usr/bin/env python3
"""Answers over HTTP whether an award of the mark is held, for a link or QR code on a certificate.

    award_endpoint.py leeds.ycf --port 8080

    GET /award/LDS-T78FA-KQ912-K    a page, or JSON where Accept asks for it
    GET /award?code=...             the same, from the form

It says what the public may know, and no more: whether the mark is held today, whose it is, and
since when. A mark that is at risk is held. Codes may be typed small, with spaces or without dashes.

It listens on 127.0.0.1 alone: put a web server with TLS in front of it. The tracker is opened for
reading only, by each of its threads for itself.
"""
import argparse
import html
import http.server
import json
import queue
import re
import sys
import threading
import urllib.parse

import ycf

THREADS = 4
SECONDS = 10               # that a caller may take
LONGEST = 2000             # letters of a path

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.125rem/1.5 sans-serif; max-width: 36rem; margin: 2rem auto; padding: 0 1rem;
	color: #111; background: #fff }}
input, button {{ font: inherit; padding: .4rem .6rem }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
<form action="/award" method="get">
<p><label for="code">Code on the certificate</label><br>
<input id="code" name="code" value="{code}" maxlength="60" autocomplete="off" required>
<button>Look it up</button></p>
</form>
</main>
</body>
</html>
"""


# ---- what the public may know ----

def plain_code(typed):
    """A code as it is printed, LDS-T78FA-KQ912-K, from what somebody typed; None: it is none."""
    letters = "".join(re.findall(r"[0-9A-Za-z]", typed)).upper()
    if len(typed) > 60 or len(letters) != 14 or not re.fullmatch(r"[\sA-Za-z0-9–—_.-]*", typed):
        return None
    return "-".join((letters[:3], letters[3:8], letters[8:13], letters[13:]))


def look_up(tracker, typed):
    """What is told of a code: a dict; None: no award has it."""
    code = plain_code(typed)
    try:
        award = tracker.get("award", code) if code else None
    except (ycf.NotFound, ycf.Ambiguous):
        return None
    if award is None:
        return None
    today = tracker.today()
    held = award.ended is None and award.date <= today and any(
        each.award_code == award.code and each.holds
        for each in tracker.select("standing", setting=award.setting))
    return {"code": award.code, "held": held, "setting": award.setting_name, "mark": award.mark_title,
            "since": award.date.isoformat() if held else None, "as_of": today.isoformat(),
            "specimen": tracker.is_specimen}


def in_words(told):
    """A heading, and paragraphs of HTML."""
    if told is None:
        return "Code not found", "<p>No award has this code. Please compare it with the certificate.</p>"
    setting, mark = html.escape(told["setting"]), html.escape(told["mark"])
    since, today = ycf.people_date(told["since"]), ycf.people_date(told["as_of"])
    if told["held"]:
        title, text = "This award is held", f"<strong>{setting}</strong> holds the mark ‘{mark}’ since {since}."
    else:
        title, text = "This award is not held", f"<strong>{setting}</strong> does not hold the mark ‘{mark}’ by this award."
    specimen = "<p>This is a specimen, and no award.</p>" if told["specimen"] else ""
    return title, f"{specimen}<p>{text}</p><p>Looked up on {today}. Code: {html.escape(told['code'])}.</p>"


# ---- HTTP ----

def wants_json(accept):
    """Whether the caller would rather have JSON than a page."""
    best = {"application/json": 0.0, "text/html": 0.0}
    for part in accept.split(","):
        kind, _, rest = part.strip().partition(";")
        weight = re.search(r"q=([01](?:\.\d{0,3})?)", rest)
        if kind.strip().lower() in best:
            best[kind.strip().lower()] = float(weight[1]) if weight else 1.0
    return best["application/json"] > best["text/html"]


def code_of(target):
    """The code that a path asks for; "" where it asks for the form; None: there is nothing there."""
    url = urllib.parse.urlsplit(target)
    if url.path in ("/", "/award", "/award/"):
        return urllib.parse.parse_qs(url.query, max_num_fields=10).get("code", [""])[0].strip()
    name = re.fullmatch(r"/award/([^/]+)", url.path)
    return urllib.parse.unquote(name[1]) if name else None


class Request(http.server.BaseHTTPRequestHandler):
    server_version, sys_version = "award_endpoint", ""
    timeout = SECONDS

    def do_GET(self):
        json_wanted = wants_json(self.headers.get("Accept", ""))
        try:
            self.answer(json_wanted, *self.find())
        except ycf.Error as error:
            self.log_error("%s", error)
            self.answer(json_wanted, 503, {"error": "try again later"}, "Try again later",
                        "<p>The register cannot be read just now.</p>")

    do_HEAD = do_GET

    def find(self):
        """Status, JSON, title, HTML and the code to stand in the form."""
        if len(self.path) > LONGEST:
            return 414, {"error": "the address is too long"}, "Too long", "<p>This address is too long.</p>"
        try:
            code = code_of(self.path)
        except ValueError:
            return 400, {"error": "the address cannot be read"}, "Bad address", "<p>It cannot be read.</p>"
        if code is None:
            return 404, {"error": "there is nothing here"}, "Nothing here", "<p>Please type the code.</p>"
        if code == "":
            return 200, {"error": "give a code: /award/CODE"}, "Check an award", "<p>Is a certificate in force?</p>"
        if plain_code(code) is None:
            return (400, {"error": "this is no code of an award"}, "This is no code",
                    "<p>A code has 14 letters and digits, such as LDS-T78FA-KQ912-K.</p>", code)
        told = look_up(self.server.tracker(), code)
        return 404 if told is None else 200, told or {"error": "no award has this code"}, *in_words(told), code

    def answer(self, json_wanted, status, told, title, body, code=""):
        text = json.dumps(told, ensure_ascii=False) + "\n" if json_wanted else PAGE.format(
            title=html.escape(title), body=body, code=html.escape(code[:60]))
        bytes_ = text.encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", ("application/json" if json_wanted else "text/html") + "; charset=utf-8")
        self.send_header("Content-Length", str(len(bytes_)))
        self.send_header("Vary", "Accept")
        self.send_header("Cache-Control", "max-age=300" if status == 200 else "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy",
                         "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(bytes_)


class Server(http.server.HTTPServer):
    """A few threads, each with a tracker of its own; more callers than they can serve wait, and
    those who would wait too long are turned away."""

    request_queue_size = 64

    def __init__(self, address, path):
        super().__init__(address, Request)
        self.path, self.own, self.waiting = path, threading.local(), queue.Queue(64)
        for _ in range(THREADS):
            threading.Thread(target=self.serve_waiting, daemon=True).start()

    def tracker(self):
        if not hasattr(self.own, "tracker"):
            self.own.tracker = ycf.open(self.path, read_only=True)
        return self.own.tracker

    def process_request(self, request, client_address):
        try:
            self.waiting.put_nowait((request, client_address))
        except queue.Full:
            self.shutdown_request(request)

    def serve_waiting(self):
        while True:
            request, client_address = self.waiting.get()
            try:
                self.finish_request(request, client_address)
            except OSError:
                pass                               # gone, or too slow
            except Exception:
                self.handle_error(request, client_address)
            finally:
                self.shutdown_request(request)


def main():
    options = argparse.ArgumentParser(description="Answer whether an award of the mark is held.")
    options.add_argument("tracker")
    options.add_argument("--port", type=int, default=8080, help="0: any that is free, which is printed")
    chosen = options.parse_args()
    try:
        ycf.open(chosen.tracker, read_only=True).close()
        server = Server(("127.0.0.1", chosen.port), chosen.tracker)
    except (OSError, OverflowError, ycf.Error) as error:
        print(f"award_endpoint: {error}", file=sys.stderr)
        return 2
    print(f"http://127.0.0.1:{server.server_port}/award", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        server.server_close()


if __name__ == "__main__":
    sys.exit(main())
