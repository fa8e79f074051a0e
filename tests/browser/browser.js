/* What the tests of the page use: the browser, a page watched for whatever it must not do, the
   keyboard, and a small server. A page that YCF_PAGE names must be of a form like that in
   form.json: a lead, a practitioner with an address, three levels, two actions or more, and seven
   standards with three criteria or more, each reported on before. */
"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const http = require("node:http");
const os = require("node:os");
const path = require("node:path");
const {chromium} = require("playwright-core");
const {join, formText} = require("./join.js");

const work = fs.mkdtempSync(path.join(os.tmpdir(), "ycf-page-"));
const launching = {
	executablePath: "/usr/bin/chromium",
	headless: true,
	args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en-GB"],
};

const formBlock = /(<script type="application\/json" id="form">)([^]*?)(<\/script>)/;
const sample = JSON.parse(fs.readFileSync(path.join(__dirname, "form.json"), "utf8"));
const original = process.env.YCF_PAGE ? fs.readFileSync(process.env.YCF_PAGE, "utf8") : join(sample);
const form = JSON.parse(formBlock.exec(original)[2]);

let files = 0;

/* The page itself, or the same with another form in it; returns the file. */
function pageFile(other) {
	const file = path.join(work, `page-${++files}.html`);
	fs.writeFileSync(file, other ? original.replace(formBlock, (whole, before, old, after) =>
		before + formText(other) + after) : original);
	return file;
}

/* A copy of the form, changed. */
function formWith(change) {
	const copy = JSON.parse(JSON.stringify(form));
	change(copy);
	return copy;
}

function addDays(iso, days) {
	return new Date(Date.parse(iso) + days * 864e5).toISOString().slice(0, 10);
}

/* The day on which the tests fill the form in. */
const filledIn = addDays(form.made, 3);

function options(more) {
	return {viewport: {width: 1280, height: 800}, locale: "en-GB", reducedMotion: "reduce",
		acceptDownloads: true, ...more};
}

/* Sees to it that `page` asks for nothing but itself, breaks no policy and no script. */
async function watch(context, page) {
	const complaints = [];
	const address = request => request.url().split("#")[0];
	context.on("request", request => {
		if (!request.isNavigationRequest() || !/^(file:|http:\/\/localhost:\d+\/page)/.test(address(request)))
			complaints.push(`asked for ${address(request).slice(0, 200)}`);
	});
	page.on("console", message => {
		if (["error", "warning"].includes(message.type()))
			complaints.push(message.text());
	});
	page.on("pageerror", error => complaints.push(String(error.stack)));
	page.complaints = complaints;
}

/* Opens an address in a context of its own, or in `context`. */
async function open(browser, address, more, given) {
	const context = given || await browser.newContext(options(more));
	await context.clock.setFixedTime(new Date(`${filledIn}T10:00:00`));
	const page = given && given.pages()[0] || await context.newPage();
	await watch(context, page);
	page.on("dialog", dialog => {
		if (dialog.type() !== "beforeunload")
			page.complaints.push(`said ${dialog.message()}`);
		dialog.accept().catch(() => {});
	});
	await page.goto(address.startsWith("/") ? "file://" + address : address);
	page.shut = async () => {
		await Promise.all([page.waitForEvent("close"), page.close({runBeforeUnload: true})]);
		await context.close();
		assert.deepEqual(page.complaints, []);
	};
	return page;
}

function launch() {
	return chromium.launch(launching);
}

/* A browser with a profile that outlives it; preferences are those of its settings. */
function launchProfile(profile, preferences) {
	if (preferences) {
		fs.mkdirSync(path.join(profile, "Default"), {recursive: true});
		fs.writeFileSync(path.join(profile, "Default", "Preferences"), JSON.stringify(preferences));
	}
	return chromium.launchPersistentContext(profile, {...launching, ...options()});
}

function serve() {
	const server = http.createServer((request, response) => {
		const file = path.join(work, path.basename(request.url.split("?")[0]));
		if (!fs.existsSync(file)) {
			response.writeHead(404).end();
			return;
		}
		response.writeHead(200, {"Content-Type": "text/html; charset=utf-8"});
		response.end(fs.readFileSync(file));
	});
	return new Promise(resolve => server.listen(0, "localhost", () => resolve(server)));
}

/* ---- the keyboard ---- */

/* In the page: whether the keyboard is at what goes by that name. */
function isAt(name) {
	const {id, name: group, dataset} = document.activeElement;
	const controls = document.activeElement.getAttribute("aria-controls");
	return [id, group, dataset.act, dataset.add, dataset.name, controls].includes(name);
}

/* Keys, counted. */
function keyboard(page) {
	const keys = {
		count: 0,
		async press(key, times = 1) {
			for (let i = 0; i < times; i++)
				await page.keyboard.press(key);
			keys.count += times;
		},
		async type(text) {
			await page.keyboard.type(text);
			keys.count += Array.from(text).length;
		},
		/* Tab on to the field of that id, or the radio group of that name. */
		async tabTo(what) {
			for (let i = 0; i < 300; i++) {
				if (await page.evaluate(isAt, what))
					return;
				await keys.press("Tab");
			}
			throw new Error(`Tab does not reach ${what}`);
		},
		/* Choose in a group by its place: the first is there already. */
		async choose(group, place) {
			await keys.tabTo(group);
			await keys.press("Space");
			await keys.press("ArrowDown", place);
		},
		async fill(id, text) {
			await keys.tabTo(id);
			await keys.type(text);
		},
	};
	return keys;
}

/* What the page saves when `act` is done. */
async function saved(page, act) {
	const [download] = await Promise.all([page.waitForEvent("download"), act()]);
	const file = path.join(work, `${++files}-${download.suggestedFilename()}`);
	await download.saveAs(file);
	const content = new TextDecoder("utf-8", {fatal: true}).decode(fs.readFileSync(file));
	return {name: download.suggestedFilename(), file, answers: JSON.parse(content)};
}

function save(page) {
	return saved(page, () => page.click("[data-act=save]"));
}

/* What every report of this form says of itself. */
function heading(kind = "self-report") {
	return {
		ycf: kind, version: 1, tracker: form.tracker, setting: form.setting.id,
		framework: form.framework.code, edition: form.framework.edition, made: form.made,
	};
}

module.exports = {
	addDays, filledIn, form, formWith, heading, keyboard, launch, launchProfile, open, pageFile,
	save, saved, serve, work,
};
