CREATE TABLE setting(reference TEXT, name TEXT, kind TEXT, postcode TEXT, ward TEXT,
	telephone TEXT, email TEXT, street TEXT, joined TEXT, notes TEXT);
CREATE UNIQUE INDEX setting_reference ON setting(reference);
CREATE INDEX setting_name ON setting(name);
