/* The self-report page, used as a school's lead would use it. */
"use strict";

const assert = require("node:assert/strict");
const {spawnSync} = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const {addDays, filledIn, form, formWith, heading, keyboard, launch, launchProfile, open, pageFile,
	save, saved, serve, work} = require("./browser.js");

const last = form.levels.length - 1;
const axeSource = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const tests = [];

function test(name, run) {
	tests.push({name, run});
}

async function text(page, id) {
	return (await page.textContent("#" + id)).replace(/\s+/g, " ").trim();
}

function focused(page) {
	return page.evaluate(() => document.activeElement.id || document.activeElement.name);
}

async function putNameIn(page) {
	await page.fill("#reporter", "Ann Sample");
}

/* ---- whole reports ---- */

/* Fills in something of every kind, by keyboard only, up to the last two questions. */
async function fillByKeyboard(page) {
	const keys = keyboard(page);
	await keys.choose("lead", 1);
	await keys.fill("lead-name", "Bertram Invented");
	await keys.fill("lead-email", "bertram@elmtree.example");
	await keys.fill("lead-telephone", "0113 496 0000");
	await keys.choose("action-1", 0);
	await keys.fill("action-1-note", "All three, on 3 October.");
	await keys.choose("action-2", 2);
	await keys.choose("standard-1", 0);
	await keys.choose("standard-2", 1 + last);
	await keys.fill("standard-2-commentary", "Everybody had the training.");
	await keys.press("Enter");
	await keys.type("New staff have it in their first term.");
	await keys.tabTo("standard-2");
	await keys.press("Enter");
	await keys.type("Training record");
	await keys.fill("piece-1-kept", "Office, blue folder");
	await keys.tabTo("piece-1-dated");
	await keys.type("10102026");
	await keys.tabTo("standard-3-criteria");
	await keys.press("Enter");
	await keys.choose("standard-3-criterion-2", 1);
	await keys.fill("standard-3-criterion-2-commentary", "The tablets are out of date.");
	for (let number = 4; number < form.standards.length; number++)
		await keys.choose(`standard-${number}`, 0);
	await keys.fill("note", "We would like help with the second room.");
	return keys;
}

/* And what that is in the report file. */
function expectedByKeyboard() {
	const {standards, actions, levels} = form;
	const report = {
		...heading(),
		date: filledIn,
		reporter: "Bertram Invented",
		lead: {in_post: false, name: "Bertram Invented", email: "bertram@elmtree.example",
			telephone: "0113 496 0000"},
		actions: [{number: actions[0].number, state: "done", note: "All three, on 3 October."},
			{number: actions[1].number, state: "stuck"}],
		standards: [{code: standards[0].code, unchanged: true},
			{code: standards[1].code, level: levels[last].code,
				commentary: "Everybody had the training.\nNew staff have it in their first term."}],
		criteria: [{code: standards[2].criteria[1].code, level: levels[0].code,
			commentary: "The tablets are out of date."}],
		evidence: [{standard: standards[1].code, title: "Training record",
			kept_at: "Office, blue folder", dated: "2026-10-10"}],
		note: "We would like help with the second room.",
	};
	for (const standard of standards.slice(3, -1))
		report.standards.push({code: standard.code, unchanged: true});
	return report;
}

test("filled in by keyboard, closed, opened again and saved, it says what was typed", async () => {
	const profile = path.join(work, "profile");
	const file = pageFile();
	const progress = `${form.standards.length - 2} of ${form.standards.length} standards`;
	let page = await open(null, file, null, await launchProfile(profile));
	await fillByKeyboard(page);
	assert.equal(await text(page, "progress"), progress);
	await page.shut();

	page = await open(null, file, null, await launchProfile(profile));
	assert.match(await text(page, "draft-said"), /Your draft of .* is back/);
	assert.equal(await text(page, "progress"), progress);
	const keys = keyboard(page);
	await keys.tabTo("Bertram Invented");
	await keys.press("Enter");
	await keys.tabTo("save");
	const report = await saved(page, () => keys.press("Enter"));
	assert.equal(report.name, `${form.setting.reference}-self-report-${filledIn}.json`);
	assert.deepEqual(report.answers, expectedByKeyboard());
	assert.equal(await focused(page), "saved");
	await page.shut();
	if (process.env.YCF_SAVED)
		fs.copyFileSync(report.file, process.env.YCF_SAVED);
});

function expectedUnchanged() {
	return {
		...heading(),
		date: filledIn,
		reporter: form.lead.name,
		lead: {in_post: true},
		actions: form.actions.map(({number}) => ({number, state: "going_on"})),
		standards: form.standards.map(({code}) => ({code, unchanged: true})),
		criteria: [],
		evidence: [],
	};
}

test("a lead with nothing new is through in two minutes, by keyboard", async browser => {
	const page = await open(browser, pageFile());
	const keys = keyboard(page);
	await keys.choose("lead", 0);
	for (let number = 1; number <= form.actions.length; number++)
		await keys.choose(`action-${number}`, 1);
	for (let number = 1; number <= form.standards.length; number++)
		await keys.choose(`standard-${number}`, 0);
	await keys.tabTo(form.lead.name);
	await keys.press("Enter");
	await keys.tabTo("save");
	const report = await saved(page, () => keys.press("Enter"));
	assert.deepEqual(report.answers, expectedUnchanged());
	console.log(`   ${keys.count} key presses`);
	assert.ok(keys.count <= 25 + 4 * form.actions.length + 5 * form.standards.length);
	await page.shut();
});

test("and with the mouse, one click for each question", async (browser, server) => {
	const page = await open(browser, `http://localhost:${server.address().port}/${path.basename(pageFile())}`);
	let clicks = 0;
	const click = where => {
		clicks++;
		return page.click(where);
	};
	await click("label:has(#lead-0)");
	for (let number = 1; number <= form.actions.length; number++)
		await click(`label:has(#action-${number}-1)`);
	for (let number = 1; number <= form.standards.length; number++)
		await click(`label:has(#standard-${number}-0)`);
	await click("#names button");
	assert.equal(await page.isVisible("#needed"), false);
	assert.equal(await text(page, "complete"), "Everything is answered.");
	const report = await saved(page, () => click("[data-act=save]"));
	assert.deepEqual(report.answers, expectedUnchanged());
	assert.equal(clicks, 3 + form.actions.length + form.standards.length);
	await page.reload();
	assert.match(await text(page, "progress"), new RegExp(`^${form.standards.length} of`));
	await page.shut();
});

/* ---- the draft ---- */

test("where the browser keeps nothing, the page says so, and a file does", async () => {
	const blocked = {profile: {default_content_setting_values: {cookies: 2}}};
	const profile = path.join(work, "blocked");
	const page = await open(null, pageFile(), null, await launchProfile(profile, blocked));
	assert.ok(await page.isVisible("[data-draft=off]"));
	assert.match(await text(page, "bar-draft"), /No draft is kept/);
	await page.check("#standard-1-0");
	await page.check("#lead-1");
	await page.check("#standard-2-1");
	await page.fill("#standard-2-commentary", "Half a sentence");
	await page.click("[data-add=standard-2]");
	await page.fill("#piece-1-kept", "somewhere");
	const draft = await saved(page, () => page.click("#finish [data-act=save-draft]"));
	assert.equal(draft.answers.ycf, "self-report-draft");
	await page.reload();
	assert.match(await text(page, "progress"), /^0 of/);
	await page.setInputFiles("#file", draft.file);
	await page.waitForSelector("#draft-said p");
	assert.match(await text(page, "progress"), /^2 of/);
	assert.ok(await page.isChecked("#lead-1"));
	assert.equal(await page.inputValue("#standard-2-commentary"), "Half a sentence");
	assert.equal(await page.inputValue("#standard-2-pieces input[id$=-kept]"), "somewhere");
	const again = await saved(page, () => page.click("#finish [data-act=save-draft]"));
	assert.deepEqual(again.answers, draft.answers);
	await page.shut();
});

test("a draft is cleared, and clearing is undone", async browser => {
	const page = await open(browser, pageFile());
	await page.check("#standard-1-0");
	await page.fill("#note", "words");
	await page.click(".draft [data-act=clear]");
	assert.match(await text(page, "progress"), /^0 of/);
	assert.equal(await page.evaluate(() => localStorage.length), 0);
	await page.click("#draft-said button");
	assert.match(await text(page, "progress"), /^1 of/);
	assert.equal(await page.inputValue("#note"), "words");
	await page.waitForFunction(() => localStorage.length === 1);
	await page.reload();
	assert.equal(await page.inputValue("#note"), "words");
	await page.shut();
});

test("a draft begun on an earlier form is offered, not taken", async browser => {
	const context = await browser.newContext({locale: "en-GB", reducedMotion: "reduce"});
	const earlier = formWith(changed => { changed.made = addDays(form.made, -100); });
	const page = await open(browser, pageFile(earlier), null, context);
	await page.check("#standard-1-0");
	await page.waitForFunction(() => localStorage.length === 1);
	await page.goto("file://" + pageFile());
	assert.match(await text(page, "progress"), /^0 of/);
	await page.click("#offer-take");
	assert.match(await text(page, "progress"), /^1 of/);
	await page.waitForFunction(() => localStorage.length === 1);
	await page.shut();
});

test("a saved report opens again as it was; of others it says why not", async browser => {
	const page = await open(browser, pageFile());
	const sheet = path.join(work, "report.json");
	const opened = async answers => {
		fs.writeFileSync(sheet, typeof answers === "string" ? answers : JSON.stringify(answers));
		await page.evaluate(() => document.getElementById("draft-said").replaceChildren());
		await page.setInputFiles("#file", sheet);
		await page.waitForSelector("#draft-said p");
		return text(page, "draft-said");
	};
	const report = expectedByKeyboard();
	assert.match(await opened(report), /report.json is open/);
	assert.deepEqual((await save(page)).answers, report);
	assert.match(await opened("no JSON"), /not a report or draft/);
	assert.match(await opened("[1]"), /not a report or draft/);
	assert.match(await opened({...report, setting: "s-another"}), /another setting/);
	assert.match(await opened({...report, tracker: "c-another"}), /another setting/);
	assert.match(await opened({...report, framework: "another"}), /another mark/);
	assert.match(await opened({...report, version: 2}), /newer/);
	assert.deepEqual((await save(page)).answers, report);
	const older = {...report, edition: "2019", actions: [{number: 77, state: "done"}], lead: "odd",
		standards: [...report.standards, {code: "99", unchanged: true}], evidence: [null, 3]};
	assert.match(await opened(older), /no place for: Action 77, Standard 99/);
	await page.shut();
});

/* ---- what is missing ---- */

test("it points out what is needed, leads there, and lets the rest be", async browser => {
	const strict = formWith(changed => { changed.levels[last].needs_reason = true; });
	const page = await open(browser, pageFile(strict));
	let downloads = 0;
	page.on("download", () => downloads++);
	await page.check("#lead-1");
	await page.fill("#action-2-note", "half way");
	await page.check(`#standard-2-${1 + last}`);
	await page.click("[data-add=standard-1]");
	await page.fill("#piece-1-title", "A photograph");
	await page.fill("#date", addDays(filledIn, 1));
	await page.click("[data-act=save]");
	assert.equal(await focused(page), "needed");
	const needed = await page.locator("#needed li").allTextContents();
	assert.equal(needed.length, 6);
	const reason = new RegExp(`“${form.levels[last].title}” needs a reason`);
	for (const words of [/new lead’s name/, /Action.*chose no answer/, /say where this piece/, reason,
		/your name/, /still to come/])
		assert.ok(needed.some(line => words.test(line)), `${words} in ${needed}`);
	for (const id of ["lead-name", "piece-1-kept", "standard-2-commentary", "reporter", "date"]) {
		assert.equal(await page.getAttribute("#" + id, "aria-invalid"), "true");
		assert.ok(await page.isVisible(`#${id}-error`));
		await page.click(`#needed a[href="#${id}"]`);
		assert.equal(await focused(page), id);
	}
	await page.click("#needed a[href='#action-2-0']");
	assert.equal(await focused(page), "action-2-0");
	await page.keyboard.press("Space");
	await page.fill("#lead-name", "Bertram Invented");
	await page.fill("#lead-email", "not an address");
	await page.fill("#standard-2-commentary", "Seen on a visit.");
	await page.fill("#piece-1-kept", "Office");
	await putNameIn(page);
	await page.fill("#date", addDays(form.made, -1));
	assert.equal(await page.locator("#needed li").count(), 2);
	assert.match(await text(page, "needed"), /An email address looks like.*before the form was made/);
	await page.fill("#lead-email", "");
	await page.fill("#date", filledIn);
	assert.equal(await page.isVisible("#needed"), false);
	assert.equal(downloads, 0);
	assert.equal(await page.locator("#open li").count(), form.actions.length + form.standards.length - 2);
	const report = await save(page);
	assert.deepEqual(report.answers.actions,
		[{number: form.actions[1].number, state: "done", note: "half way"}]);
	assert.deepEqual(report.answers.standards,
		[{code: form.standards[1].code, level: form.levels[last].code, commentary: "Seen on a visit."}]);
	await page.shut();
});

test("no lead on record, nobody to send it to, nothing said before", async browser => {
	const page = await open(browser, pageFile(formWith(changed => {
		changed.lead = changed.practitioner = changed.due = changed.framework.issuer = null;
		changed.actions = [];
		for (const standard of changed.standards) {
			standard.last = null;
			standard.evidence = [];
			for (const criterion of standard.criteria)
				criterion.level = criterion.commentary = criterion.guidance = null;
		}
	})));
	assert.match(await text(page, "lead-title"), /^Who is the lead\?$/);
	assert.equal(await page.locator("[data-mail], #actions, input[value=unchanged]").count(), 0);
	await page.check("#lead-0");
	await page.fill("#lead-name", "Ann Sample");
	await page.check(`#standard-1-${last}`);
	await page.click("#names button");
	const report = await save(page);
	assert.deepEqual(report.answers.lead, {in_post: false, name: "Ann Sample"});
	assert.equal(report.answers.reporter, "Ann Sample");
	await page.check("#lead-1");
	assert.ok(await page.isVisible("#stale"));
	assert.deepEqual((await save(page)).answers.lead, {in_post: false});
	await page.shut();
});

test("a criterion's own answer, and words that would not be sent, are shown for what they are", async browser => {
	const page = await open(browser, pageFile());
	const fold = page.locator("[aria-controls=standard-2-criteria]");
	const label = page.locator("label:has(#standard-2-criterion-1-0)");
	await page.check(`#standard-2-${1 + last}`);
	await page.fill("#standard-2-commentary", "typed");
	await page.check("#standard-2-0");
	assert.ok(await page.isVisible("#standard-2-unsent"));
	await fold.click();
	assert.match(await label.textContent(), /As last time/);
	await page.check("#standard-2-criterion-1-1");
	assert.match(await fold.textContent(), /1 answered by itself/);
	await page.click("[data-reopen=standard-2-answer]");
	assert.match(await label.textContent(), /Leave it open/);
	assert.match(await text(page, "progress"), /^0 of/);
	await page.check("#standard-2-0");
	await putNameIn(page);
	const report = await save(page);
	assert.deepEqual(report.answers.standards, [{code: form.standards[1].code, unchanged: true}]);
	assert.deepEqual(report.answers.criteria,
		[{code: form.standards[1].criteria[0].code, level: form.levels[0].code}]);
	await page.shut();
});

/* ---- hostile and long texts ---- */

const hostile = [
	"</script><script>window.ran = 1</script>", "<img src=x onerror=\"window.ran = 1\">",
	"'\"><svg onload=alert(1)>", "=HYPERLINK(\"http://127.0.0.1/\",\"x\")", "+1+1", "@SUM(A1)", "-2",
	"\t=1", "{n} {count} {{form}} $& $1", "javascript:window.ran=1", "👩‍👧 ＆ é e\u0301",
	"שלום עולם \u202eabc", "a\u2028b\u2029c", "O’Neill's \"lone\" ' \\ \\u003c", "<!--", "]]>",
	"&lt;b&amp;",
];

test("hostile texts in the form are shown as they are, and run nowhere", async browser => {
	const page = await open(browser, pageFile(formWith(changed => {
		let at = 0;
		const spoil = (object, ...names) => {
			for (const name of names)
				object[name] = hostile[at++ % hostile.length];
		};
		spoil(changed.setting, "name");
		spoil(changed.framework, "title", "issuer");
		spoil(changed.practitioner, "name", "email");
		spoil(changed.lead, "name");
		changed.levels.forEach(level => spoil(level, "title"));
		changed.actions.forEach(action => spoil(action, "what", "owner"));
		for (const standard of changed.standards) {
			spoil(standard, "title", "statement");
			standard.evidence.forEach(piece => spoil(piece, "title", "kept_at"));
			standard.criteria.forEach(criterion => spoil(criterion, "text", "guidance", "commentary"));
		}
	})));
	assert.equal(await page.textContent("h1"), hostile[0]);
	assert.equal(await page.textContent(".mark bdi"), hostile[1]);
	const first = 6 + form.levels.length + 2 * form.actions.length;
	assert.equal(await page.textContent("#standard-1-title bdi"), hostile[first % hostile.length]);
	await page.click("[aria-controls=standard-1-criteria]");
	await page.check("#lead-0");
	await page.click("#names button");
	assert.equal((await save(page)).answers.reporter, hostile[5]);
	assert.match(await page.getAttribute("[data-mail]", "href"), /^mailto:[^<>"' ]+$/);
	assert.equal(await page.evaluate(() => window.ran), undefined);
	assert.equal(await page.locator("main img, main script, svg[onload]").count(), 0);
	await page.shut();
});

test("hostile and long texts that are typed come back as typed", async browser => {
	const long = "Zeichen 🌳 \u05d0".repeat(2000).slice(0, 10000);
	const page = await open(browser, pageFile());
	const all = hostile.join("\n");
	const line = hostile.filter(one => !/[\t\n]/.test(one)).join(" ");
	await page.fill("#note", all);
	await page.fill("#reporter", line.slice(0, 190));
	await page.check("#action-1-2");
	await page.fill("#action-1-note", line);
	await page.check("#standard-1-1");
	await page.fill("#standard-1-commentary", long);
	await page.click("[data-add=standard-1]");
	await page.fill("#piece-1-title", hostile[0]);
	await page.fill("#piece-1-kept", hostile[3]);
	const report = await save(page);
	const wanted = {note: all, reporter: line.slice(0, 190), action: line, long, title: hostile[0],
		kept: hostile[3]};
	const found = ({note, reporter, actions, standards, evidence}) => ({
		note, reporter, action: actions[0].note, long: standards[0].commentary,
		title: evidence[0].title, kept: evidence[0].kept_at,
	});
	assert.deepEqual(found(report.answers), wanted);
	await page.reload();
	assert.deepEqual(found((await save(page)).answers), wanted);
	await page.click(".draft [data-act=clear]");
	await page.setInputFiles("#file", report.file);
	await page.waitForSelector("#draft-said p");
	assert.deepEqual(found((await save(page)).answers), wanted);
	assert.equal(await page.evaluate(() => window.ran), undefined);
	await page.fill("#standard-1-commentary", "x".repeat(10001));
	await page.click("[data-act=save]");
	assert.match(await text(page, "needed"), /1 character too long: up to 10,000 fit/);
	await page.shut();
});

test("where files cannot be saved, the report is there to copy", async browser => {
	const page = await open(browser, pageFile(), {acceptDownloads: false});
	await putNameIn(page);
	await page.check("#standard-1-0");
	await page.click("[data-act=save]");
	await page.click("[aria-controls=copy]");
	const answers = JSON.parse(await page.inputValue("#copy-text"));
	assert.deepEqual(answers.standards, [{code: form.standards[0].code, unchanged: true}]);
	await page.click("[data-act=copy]");
	await page.waitForSelector("#copy-said p");
	const mail = await page.getAttribute("[data-mail-report]", "href");
	assert.ok(mail.startsWith(`mailto:${form.practitioner.email}?subject=`), mail);
	await page.shut();
});

test("without scripts it says that it could not start", async browser => {
	const page = await open(browser, pageFile(), {javaScriptEnabled: false});
	assert.ok(await page.isVisible("#broken"));
	await page.shut();
	const started = await open(browser, pageFile());
	assert.equal(await started.locator("#broken").count(), 0);
	await started.shut();
});

/* ---- for everybody ---- */

/* Something of each kind on the page, and every error shown. */
async function fillWithErrors(page) {
	await page.check("#lead-1");
	await page.fill("#lead-email", "nowhere");
	await page.check("#standard-1-0");
	await page.check("#standard-2-2");
	await page.fill("#standard-2-commentary", "words ".repeat(60));
	await page.click("[data-add=standard-2]");
	await page.fill("#piece-1-title", "Record");
	await page.click("[aria-controls=standard-3-criteria]");
	await page.check("#standard-3-criterion-1-2");
	await page.fill("#note", "x".repeat(400));
	await page.click("[data-act=save]");
}

async function mend(page) {
	await page.fill("#lead-name", "Bertram Invented");
	await page.fill("#lead-email", "");
	await page.fill("#piece-1-kept", "Office");
	await putNameIn(page);
	await save(page);
	await page.click("[aria-controls=copy]");
}

async function axe(page, where) {
	if (!await page.evaluate(() => "axe" in window))
		await page.evaluate(axeSource);
	const found = await page.evaluate(() => window.axe.run(document, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		resultTypes: ["violations"],
	}));
	const places = nodes => nodes.slice(0, 3).map(node => node.html).join(" | ");
	assert.deepEqual(found.violations.map(one => `${where}: ${one.id}: ${places(one.nodes)}`), []);
}

test("axe finds nothing: empty, with errors, saved, light and dark, wide and narrow", async browser => {
	const page = await open(browser, pageFile(), {bypassCSP: true});
	await axe(page, "empty");
	await fillWithErrors(page);
	await axe(page, "errors");
	await page.emulateMedia({colorScheme: "dark"});
	await axe(page, "errors, dark");
	await page.setViewportSize({width: 320, height: 640});
	await mend(page);
	await axe(page, "saved, dark, narrow");
	await page.emulateMedia({colorScheme: "light"});
	await axe(page, "saved, narrow");
	await page.shut();
});

async function noSideways(page, where) {
	const [wide, seen] = await page.evaluate(() =>
		[document.documentElement.scrollWidth, document.documentElement.clientWidth]);
	assert.ok(wide <= seen, `${where}: ${wide} px of ${seen}`);
}

test("nothing scrolls sideways at 320 px, whatever is in it", async browser => {
	const word = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".repeat(3);
	const page = await open(browser, pageFile(formWith(changed => {
		changed.setting.name = changed.framework.title = changed.lead.name = changed.practitioner.name = word;
		changed.levels[0].title = changed.actions[0].what = changed.standards[0].title = word;
		changed.standards[0].criteria[0].text = changed.standards[0].evidence[0].kept_at = word;
		changed.standards[0].code = changed.standards[0].criteria[0].code = "12.34.56-abcdefghijkl";
	})), {viewport: {width: 320, height: 256}});
	await noSideways(page, "empty");
	await page.click("[aria-controls=standard-1-criteria]");
	await fillWithErrors(page);
	await noSideways(page, "errors");
	await mend(page);
	await noSideways(page, "saved");
	const bar = await page.locator(".bar").boundingBox();
	assert.ok(bar.y === 0 && bar.height < 256 / 5, JSON.stringify(bar));
	await page.shut();
});

/* Whether what has the focus lies under anything, or out of sight; in words. */
function hiddenFocus() {
	const element = document.activeElement;
	const seen = element.type === "radio" ? element.closest("label") : element;
	const box = seen.getBoundingClientRect();
	const bar = document.querySelector(".bar").getBoundingClientRect();
	const name = element.id || element.textContent;
	if (element === document.body || element.closest(".bar, .top, .skip"))
		return "";
	if (box.bottom > innerHeight + 1 && box.height < innerHeight - bar.bottom || box.top < bar.bottom - 1)
		return `${name} at ${box.top} to ${box.bottom}, the bar to ${bar.bottom}`;
	return "";
}

for (const viewport of [{width: 1280, height: 720}, {width: 320, height: 256}])
	test(`what has the focus is seen, at ${viewport.width} by ${viewport.height}`, async browser => {
		const page = await open(browser, pageFile(), {viewport});
		await page.click("[aria-controls=standard-1-criteria]");
		await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
		for (const key of ["Tab", "Shift+Tab"])
			for (let presses = 0; presses < 75; presses++) {
				await page.keyboard.press(key);
				assert.equal(await page.evaluate(hiddenFocus), "");
			}
		await page.shut();
	});

test("what is to be pressed is 24 px or larger", async browser => {
	const page = await open(browser, pageFile(), {viewport: {width: 320, height: 640}});
	await fillWithErrors(page);
	await mend(page);
	const pressed = "button, .option, main input:not([type=radio]), textarea, .bar a, #open a";
	const small = await page.evaluate(what => Array.from(document.querySelectorAll(what))
		.filter(one => one.offsetParent)
		.map(one => ({name: one.id || one.textContent, box: one.getBoundingClientRect()}))
		.filter(({box}) => box.width < 24 || box.height < 24)
		.map(({name, box}) => `${name}: ${box.width} by ${box.height}`), pressed);
	assert.deepEqual(small, []);
	await page.shut();
});

test("it prints whole, with what was typed and what was folded up", async browser => {
	if (spawnSync("pdftotext", ["-v"]).error) {
		console.log("   not tried: there is no pdftotext");
		return;
	}
	const page = await open(browser, pageFile());
	await fillWithErrors(page);
	await page.fill("#reporter", "Ann Sample of the printed page");
	await page.fill("#standard-2-commentary", "First line\n" + "and more ".repeat(300) + "the end of it");
	await page.fill("#piece-1-dated", "2026-10-03");
	const file = path.join(work, "printed.pdf");
	await page.pdf({path: file, preferCSSPageSize: true});
	const printed = spawnSync("pdftotext", ["-layout", file, "-"], {encoding: "utf8"}).stdout
		.replace(/\s+/g, " ");
	const wanted = [form.setting.name, "Ann Sample of the printed page", "the end of it", "Record", "3 October 2026",
		...form.standards.map(standard => standard.title), form.standards[6].criteria[0].text.slice(0, 40)];
	for (const words of wanted)
		assert.ok(printed.includes(words), words);
	assert.ok(!/Draft kept|Save the report/.test(printed));
	await page.shut();
});

/* ---- running them ---- */

async function run() {
	const browser = await launch();
	const server = await serve();
	let failed = 0;
	for (const {name, run} of tests.filter(one => one.name.includes(process.argv[2] || ""))) {
		const begun = Date.now();
		try {
			await run(browser, server);
			console.log(`ok ${name} (${Date.now() - begun} ms)`);
		} catch (error) {
			failed++;
			console.log(`not ok ${name}\n${error.stack}`);
		}
		await Promise.all(browser.contexts().map(context => context.close()));
	}
	server.close();
	await browser.close();
	fs.rmSync(work, {recursive: true, force: true});
	process.exit(failed > 0 ? 1 : 0);
}

run();
