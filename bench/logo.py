#!/usr/bin/env python3
"""Write a PNG picture of 600 by 200 pixels with soft, transparent edges: a ring, and bars beside
it. Argument: the file."""
import struct
import sys
import zlib

WIDTH, HEIGHT = 600, 200


def cover(distance):
    """How much of a pixel a shape covers whose edge is that far within it."""
    return max(0, min(255, round(255 * (distance + 0.5))))


def pixel(x, y):
    away = ((x - 100) ** 2 + (y - 100) ** 2) ** 0.5
    if x < 200:
        return (28 + y // 4, 79, 99 + x // 4, cover(22 - abs(away - 70)))
    inside = min(x - 220, 590 - x - y, 14 - abs(y % 50 - 25))
    return (204, 120 + x // 8, 26 + y // 3, cover(inside))


def chunk(kind, body):
    return (struct.pack(">I", len(body)) + kind + body
            + struct.pack(">I", zlib.crc32(kind + body)))


rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(WIDTH)) for y in range(HEIGHT))
with open(sys.argv[1], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n"
               + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 6, 0, 0, 0))
               + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
