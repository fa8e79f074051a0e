/* Makes the self-report page of its template, page.html, page.css and page.js, for the form in a
   JSON file:  node join.js FORM.json PAGE.html */
"use strict";

const {createHash} = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const templates = process.env.YCF_TEMPLATES || path.join(__dirname, "../../templates");
const folder = path.join(templates, "self-report");

function hash(text) {
	return createHash("sha256").update(text).digest("base64");
}

function escaped(text) {
	return text.replace(/[&<>"']/g, character => `&#${character.codePointAt(0)};`);
}

function formText(form) {
	return JSON.stringify(form).replace(/</g, "\\u003c");
}

function join(form) {
	const read = name => fs.readFileSync(path.join(folder, name), "utf8");
	const style = read("page.css");
	const script = read("page.js");
	if (/<\/style|<\/script|<!--/i.test(style + script))
		throw new Error("page.css or page.js would end before its end");
	const parts = {
		language: escaped(form.framework.language),
		title: escaped(form.setting.name),
		style, script,
		"style-hash": hash(style),
		"script-hash": hash(script),
		form: formText(form),
	};
	return read("page.html").replace(/\{\{([a-z-]+)\}\}/g, (whole, name) => {
		if (!(name in parts))
			throw new Error(`page.html speaks of ${whole}`);
		return parts[name];
	});
}

module.exports = {join, formText};

if (require.main === module) {
	const [form, page] = process.argv.slice(2);
	fs.writeFileSync(page, join(JSON.parse(fs.readFileSync(form, "utf8"))));
}
