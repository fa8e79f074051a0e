#!/usr/bin/env python3
"""Read the settings' CSV file into a plain table with csv and sqlite3, checking nothing.
Arguments: the database, the SQL of its table, the CSV file."""
import csv
import sqlite3
import sys

database, schema, path = sys.argv[1:]
connection = sqlite3.connect(database)
with open(schema, encoding="utf-8") as sql:
    connection.executescript(sql.read())
with open(path, encoding="utf-8", newline="") as text, connection:
    rows = csv.reader(text)
    next(rows)
    connection.executemany("INSERT INTO setting VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
connection.close()
