"""Asks the endpoint: ask_endpoint.py ADDRESS AT_RISK WITHDRAWN MARKUP, three awards' codes."""
import concurrent.futures
import html
import http.client
import json
import socket
import sys
import unittest
import urllib.parse

ADDRESS, AT_RISK, WITHDRAWN, MARKUP = sys.argv[1:]
HOST = urllib.parse.urlsplit(ADDRESS).netloc


def ask(path, accept="*/*", method="GET"):
    connection = http.client.HTTPConnection(HOST, timeout=60)
    try:
        connection.request(method, path, headers={"Accept": accept})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


def facts(path):
    status, headers, text = ask(path, "application/json")
    assert headers["Content-Type"] == "application/json; charset=utf-8", headers
    return status, json.loads(text)


class Endpoint(unittest.TestCase):
    def test_at_risk_is_held_and_no_more_is_told(self):
        status, told = facts(f"/award/{AT_RISK}")
        self.assertEqual(status, 200)
        self.assertEqual(told, {
            "code": AT_RISK, "held": True, "setting": "Story Bridge Academy",
            "mark": "We are young carer friendly Leeds", "since": "2025-07-10", "as_of": "2026-11-02",
            "specimen": True})
        status, headers, page = ask(f"/award/{AT_RISK}", "text/html,application/xhtml+xml,*/*;q=0.8")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        for words in ("Story Bridge Academy", "since 10 July 2025", "specimen", '<html lang="en-GB">',
                      '<label for="code">', "<h1>This award is held</h1>"):
            self.assertIn(words, page)
        for word in ("risk", "vacant", "review", "Robin"):
            self.assertNotIn(word, page)

    def test_withdrawn_is_not_held(self):
        status, told = facts(f"/award/{WITHDRAWN}")
        self.assertEqual((status, told["held"], told["since"]), (200, False, None))
        self.assertNotIn("withdraw", ask(f"/award/{WITHDRAWN}")[2].lower())

    def test_codes_as_people_type_them(self):
        letters = AT_RISK.replace("-", "")
        for typed in (AT_RISK.lower(), letters, " ".join(letters), f"  {AT_RISK} ", AT_RISK.replace("-", "–")):
            self.assertTrue(facts("/award/" + urllib.parse.quote(typed))[1].get("held"), typed)
            self.assertTrue(facts("/award?" + urllib.parse.urlencode({"code": typed}))[1].get("held"), typed)

    def test_unknown_is_404_and_nonsense_400(self):
        for path, status in ((f"/award/{AT_RISK[:4]}AAAAA-AAAAA-A", 404), ("/award/nothing", 400), ("/award/1/2", 404),
                             ("/other", 404), ("/award/%ff%00", 400), ("/award/" + "A" * 100, 400),
                             ("/award?code=" + "a" * 61, 400), ("/award/..%2f..%2fetc%2fpasswd", 400),
                             ("/award/name:Dovecote", 400), ("/award/setting=", 400)):
            self.assertEqual(ask(path)[0], status, path)
            self.assertEqual(facts(path)[0], status, path)

    def test_a_key_that_is_no_code_finds_nothing(self):
        """A setting stands for its award elsewhere; here that would let people search."""
        for key in ("900035", "Story Bridge Academy", "urn:900035"):
            self.assertIn(ask("/award/" + urllib.parse.quote(key))[0], (400, 404), key)

    def test_markup_is_never_html(self):
        page = ask(f"/award/{MARKUP}", "text/html")[2]
        self.assertNotIn("<script", page)
        self.assertIn(html.escape("<script>alert('x')</script> & Sons"), page)
        for nasty in ('"><script>alert(1)</script>', "<img src=x>", '" autofocus onfocus="alert(1)'):
            status, headers, page = ask("/award?" + urllib.parse.urlencode({"code": nasty}), "text/html")
            self.assertEqual(status, 400)
            self.assertNotIn(nasty, page)
            self.assertIn(html.escape(nasty), page)
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"])

    def test_accept(self):
        for accept, kind in (("application/json", "application/json"), ("text/html", "text/html"), ("*/*", "text/html"),
                             ("", "text/html"), ("application/json;q=0.9, text/html;q=0.1", "application/json"),
                             ("text/html, application/json;q=0.9", "text/html")):
            headers = ask(f"/award/{AT_RISK}", accept)[1]
            self.assertTrue(headers["Content-Type"].startswith(kind), accept)
            self.assertEqual(headers["Vary"], "Accept")

    def test_the_form_and_other_methods(self):
        self.assertEqual(ask("/")[0], 200)
        status, headers, text = ask(f"/award/{AT_RISK}", method="HEAD")
        self.assertEqual((status, text), (200, ""))
        self.assertGreater(int(headers["Content-Length"]), 100)
        for method in ("POST", "PUT", "DELETE"):
            self.assertEqual(ask("/award", method=method)[0], 501)

    def test_huge_and_broken_requests(self):
        self.assertEqual(ask("/award/" + "A" * 5000)[0], 414)
        for bytes_ in (b"GET /" + b"A" * 100000 + b" HTTP/1.0\r\n\r\n", b"\0\xff\r\n\r\n", b"GET\r\n\r\n",
                       b"GET / HTTP/1.0\r\n" + b"X: " + b"y" * 100000 + b"\r\n\r\n",
                       b"GET / HTTP/1.0\r\n" + b"X: y\r\n" * 500 + b"\r\n", b""):
            with socket.create_connection(HOST.split(":"), timeout=60) as raw:
                try:
                    raw.sendall(bytes_)
                    raw.shutdown(socket.SHUT_WR)
                    first = raw.recv(65536)
                except OSError:
                    first = b""
                self.assertNotIn(b"200 OK", first)
        self.assertEqual(facts(f"/award/{AT_RISK}")[0], 200)

    def test_many_at_once_and_some_who_say_nothing(self):
        silent = [socket.create_connection(HOST.split(":"), timeout=60) for _ in range(3)]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            found = list(pool.map(facts, [f"/award/{AT_RISK}", f"/award/{WITHDRAWN}"] * 20))
        self.assertEqual([told["held"] for _, told in found], [True, False] * 20)
        for each in silent:
            each.close()


unittest.main(argv=sys.argv[:1])
