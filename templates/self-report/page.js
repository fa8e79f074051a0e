/* The page on which a setting reports on itself. It builds the questions from the form's facts,
   keeps a draft, and saves the answers as a report file. Nothing is sent or fetched. Whatever is
   in the form or typed is only ever put in as text. The page itself holds the answers: gather()
   reads them off it, and fill() puts them back. */
"use strict";

const at = id => document.getElementById(id);
const all = (root, what) => Array.from(root.querySelectorAll(what));

const form = JSON.parse(at("form").textContent);
const words = JSON.parse(at("words").textContent);
const standards = [];	// {data, id, criteria: [{data, id}]}
const actions = [];	// {data, id}
const values = {};	// what data-value and data-if speak of

/* ---- wording ---- */

const language = (() => {
	try {
		return Intl.getCanonicalLocales(document.documentElement.lang)[0] || "en-GB";
	} catch (unknown) {
		return "en-GB";
	}
})();
const kindOfNumber = new Intl.PluralRules(language);
const longDay = new Intl.DateTimeFormat(language,
	{day: "numeric", month: "long", year: "numeric", timeZone: "UTC"});
const clockTime = new Intl.DateTimeFormat(language, {hour: "2-digit", minute: "2-digit"});
const longTime = new Intl.DateTimeFormat(language,
	{day: "numeric", month: "long", hour: "2-digit", minute: "2-digit"});
const plainNumber = new Intl.NumberFormat(language);

/* A wording with the values put in; of a wording by kinds of number, the one for `count`. */
function say(key, put = {}) {
	let text = words[key];
	if (typeof text !== "string")
		text = text[kindOfNumber.select(put.count)] || text.other;
	return text.replace(/\{(\w+)\}/g, (whole, name) => {
		const value = put[name];
		return typeof value === "number" ? plainNumber.format(value) : value === undefined ? whole : value;
	});
}

function day(iso) {
	return longDay.format(new Date(iso + "T00:00:00Z"));
}

function today() {
	const now = new Date();
	const two = number => String(number).padStart(2, "0");
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function levelOf(code) {
	return form.levels.find(level => level.code === code);
}

/* ---- building ---- */

/* A copy of a template, in whose attributes every @ is `id`. */
function copyOf(name, id) {
	const copy = at(name + "-form").content.cloneNode(true);
	for (const element of all(copy, "*"))
		for (const attribute of Array.from(element.attributes))
			if (attribute.value.includes("@"))
				attribute.value = attribute.value.replace(/@/g, id);
	return copy;
}

/* Text into every place of that name; places for which there is none go. */
function put(root, name, text) {
	for (const place of all(root, `[data-slot="${name}"]`)) {
		place.textContent = text || "";
		if (!text)
			place.remove();
	}
}

function shape(name, attributes) {
	const element = document.createElementNS("http://www.w3.org/2000/svg", name);
	for (const key of Object.keys(attributes))
		element.setAttribute(key, attributes[key]);
	return element;
}

const strokes = {
	green: "M5.8 10.4l2.9 2.9 5.6-6",
	red: "M6.8 6.8l6.4 6.4M13.2 6.8l-6.4 6.4",
	none: "M6 10h8",
	unchanged: "M5.5 8h9M5.5 12h9",
};

/* The documents' signs: full with a tick, half full, full with a cross. */
function sign(kind) {
	const picture = shape("svg",
		{viewBox: "0 0 20 20", class: "sign " + kind, "aria-hidden": "true", focusable: "false"});
	picture.append(shape("circle", {cx: 10, cy: 10, r: 8.25, class: "ring"}));
	if (kind === "amber")
		picture.append(shape("path", {d: "M1.75 10a8.25 8.25 0 0 0 16.5 0z", class: "half"}));
	else
		picture.append(shape("path", {d: strokes[kind] || strokes.none, class: "stroke"}));
	return picture;
}

/* One choice of a group of radio buttons. */
function addOption(where, group, option) {
	const copy = copyOf("option", "");
	const input = copy.querySelector("input");
	input.name = group;
	input.value = option.value;
	input.checked = Boolean(option.checked);
	input.id = `${group}-${where.children.length}`;
	put(copy, "title", option.title);
	put(copy, "more", option.more);
	const place = copy.querySelector('[data-slot="sign"]');
	if (option.sign)
		place.append(sign(option.sign));
	else
		place.remove();
	if (option.wide)
		copy.querySelector("label").classList.add("wide");
	where.append(copy);
}

function chosen(group) {
	const input = all(document, `input[name="${group}"]`).find(radio => radio.checked);
	return input ? input.value : "";
}

function choose(group, value) {
	for (const radio of all(document, `input[name="${group}"]`))
		radio.checked = radio.value === value;
}

function levelOptions(where, group) {
	where.style.setProperty("--across", String(form.levels.length));
	for (const level of form.levels)
		addOption(where, group, {value: "level:" + level.code, title: level.title, sign: level.rag || "none"});
}

function buildLead() {
	const where = at("lead-options");
	if (form.lead) {
		addOption(where, "lead", {value: "yes", title: say("lead_yes", {name: form.lead.name})});
		addOption(where, "lead", {value: "another", title: say("lead_another")});
	} else {
		addOption(where, "lead", {value: "another", title: say("lead_somebody")});
	}
	addOption(where, "lead", {value: "vacant", title: say("lead_vacant")});
}

function buildAction(data, index) {
	const id = `action-${index + 1}`;
	const copy = copyOf("action", id);
	const of = [data.standard && say("action_standard", {code: data.standard}), data.owner,
		data.due && say("action_due", {day: day(data.due)})].filter(Boolean);
	put(copy, "what", data.what);
	put(copy, "of", of.join(" · "));
	for (const state of ["done", "going_on", "stuck"])
		addOption(copy.querySelector(".options"), id, {value: state, title: say(state)});
	actions.push({data, id});
	at("actions").append(copy);
}

/* What was said last time of all criteria in the same words, as happens where a standard is
   answered as a whole; of several criteria in several words, nothing. */
function commonWords(data) {
	const said = new Set(data.criteria.map(criterion => criterion.commentary || ""));
	return said.size === 1 ? data.criteria[0].commentary : null;
}

/* What was said last time, of the whole or criterion by criterion. */
function wordsBefore(data) {
	return commonWords(data) || data.criteria.filter(one => one.commentary)
		.map(one => say("said_of", {code: one.code, text: one.commentary})).join("\n");
}

/* What was answered last time: "Met", or how many of each where they differ. */
function tally(data) {
	const of = data.criteria.length;
	const having = level => data.criteria.filter(one => one.level === level.code).length;
	const parts = form.levels.map(level => [level.title, having(level)])
		.filter(([, count]) => count > 0);
	const open = data.criteria.filter(one => !one.level).length;
	if (parts.length === 1 && open === 0)
		return parts[0][0];
	const texts = parts.map(([level, count]) => say("tally", {level, count, of}));
	if (open > 0 && parts.length > 0)
		texts.push(say("tally_open", {count: open, of}));
	return texts.join(" · ");
}

function buildCriterion(data, id, shared) {
	const copy = copyOf("criterion", id);
	const options = copy.querySelector(".options");
	put(copy, "code", data.code);
	put(copy, "text", data.text);
	put(copy, "guidance", data.guidance);
	if (data.required !== false)
		put(copy, "beyond", "");
	const level = levelOf(data.level);
	put(copy, "before-level", level && say("last_time", {level: level.title}));
	put(copy, "before-words", shared ? "" : data.commentary);
	if (!level)
		put(copy, "before", "");
	addOption(options, id, {value: "", title: say("as_open"), more: " ", checked: true});
	levelOptions(options, id);
	if (data.commentary)
		copy.querySelector("[data-again]").dataset.words = data.commentary;
	return copy;
}

function evidenceLine(piece) {
	const put = {title: piece.title, place: piece.kept_at, day: piece.dated ? day(piece.dated) : ""};
	return say(piece.dated ? "evidence_dated" : "evidence_kept", put);
}

function listEvidence(where, pieces) {
	const lines = pieces.length > 0 ? pieces.map(evidenceLine) : [say("no_evidence")];
	for (const line of lines) {
		const item = document.createElement("li");
		item.dir = "auto";
		item.textContent = line;
		where.append(item);
	}
}

function standardOptions(where, id, data) {
	if (data.last) {
		const title = say("unchanged", {day: day(data.last)});
		addOption(where, id, {value: "unchanged", title, more: tally(data), sign: "unchanged", wide: true});
	}
	levelOptions(where, id);
}

function fillStandard(copy, data, id) {
	const before = wordsBefore(data);
	put(copy, "number", data.code);
	put(copy, "code", data.code);
	put(copy, "title", data.title);
	put(copy, "statement", data.statement);
	put(copy, "before-words", before);
	if (!before)
		put(copy, "before", "");
	if (commonWords(data))
		copy.querySelector("[data-again]").dataset.words = before;
	put(copy, "fold", say("fold", {count: data.criteria.length}));
	standardOptions(copy.querySelector(".options"), id, data);
	listEvidence(copy.querySelector(".known"), data.evidence || []);
	copy.querySelector("[data-add]").dataset.add = id;
	copy.querySelector(".pieces").id = id + "-pieces";
}

function buildStandard(data, index) {
	const id = `standard-${index + 1}`;
	const copy = copyOf("standard", id);
	const standard = {data, id, criteria: []};
	fillStandard(copy, data, id);
	data.criteria.forEach((criterion, place) => {
		const own = `${id}-criterion-${place + 1}`;
		copy.querySelector(".criteria").append(buildCriterion(criterion, own, commonWords(data)));
		standard.criteria.push({data: criterion, id: own});
	});
	standards.push(standard);
	at("standards").append(copy);
	at("track").append(document.createElement("i"));
}

let pieceNumber = 0;

function addPiece(standard) {
	const id = `piece-${++pieceNumber}`;
	const copy = copyOf("evidence", id);
	const where = at(standard + "-pieces");
	copy.querySelector("[data-remove]").dataset.remove = id;
	where.append(copy);
	for (const input of all(at(id), "input"))
		addPrinted(input);
	numberPieces(where);
	return id;
}

function numberPieces(where) {
	Array.from(where.children).forEach((piece, index) => {
		for (const place of all(piece, '[data-slot="number"]'))
			place.textContent = index + 1;
	});
}

/* All that can be typed into. */
function fields() {
	return all(document, "main input[type=text], main input[type=date], main textarea:not([readonly])");
}

/* What is typed is printed whole from an element of its own: a field shows what fits it. */
function addPrinted(field) {
	const printed = document.createElement("div");
	printed.className = "printed";
	printed.dir = "auto";
	field.after(printed);
}

/* ---- the page's own facts ---- */

function collectValues() {
	const to = form.practitioner;
	values.setting = form.setting.name;
	values.mark = form.framework.title;
	values.issuer = form.framework.issuer;
	values.edition = form.framework.edition;
	values.due = form.due && day(form.due);
	values.made = day(form.made);
	values.practitioner = to && (to.name || to.email);
	values.email = to && to.email;
	values.lead = form.lead && form.lead.name;
	values.actions = form.actions.length > 0;
	values.again = form.standards.some(standard => standard.last);
}

function showValue(name) {
	for (const place of all(document, `[data-value="${name}"]`))
		place.textContent = values[name] || "";
}

function showValues() {
	for (const place of all(document, "[data-if]")) {
		const [, not, name] = /^(!?)(.*)$/.exec(place.dataset.if);
		if (Boolean(values[name]) === Boolean(not))
			place.remove();
	}
	Object.keys(values).forEach(showValue);
}

function mailTo(parts) {
	const address = encodeURIComponent(values.email).replace(/%40/g, "@");
	const query = Object.keys(parts).map(key => `${key}=${encodeURIComponent(sound(parts[key]))}`);
	return `mailto:${address}?${query.join("&")}`;
}

function showMail() {
	const link = document.querySelector("[data-mail]");
	if (!link)
		return;
	link.textContent = values.email;
	link.href = mailTo({subject: say("mail_subject", {setting: form.setting.name})});
}

/* ---- gathering the answers ---- */

/* Text that every reader of JSON takes: no half of a pair, no NUL. */
function sound(text) {
	return text.replace(/\p{Surrogate}/gu, "\ufffd").replace(/\0/g, "");
}

function typed(id) {
	return sound(at(id).value);
}

function filled(id) {
	return at(id).value.trim() !== "";
}

/* An object without its empty texts. */
function withoutEmpty(object) {
	for (const key of Object.keys(object))
		if (object[key] === "" || object[key] === undefined)
			delete object[key];
	return object;
}

function text(id) {
	return filled(id) ? typed(id) : "";
}

function levelChosen(id) {
	const value = chosen(id);
	return value.startsWith("level:") ? value.slice(6) : "";
}

/* `whole`: as a draft, with what was typed but does not count as it stands. */
function gatherLead(whole) {
	const answer = chosen("lead");
	const lead = {in_post: answer ? answer === "yes" : null};
	if (whole && answer === "another")
		lead.another = true;
	if (whole || answer === "another")
		for (const name of ["name", "email", "telephone"])
			lead[name] = text("lead-" + name);
	return withoutEmpty(lead);
}

function gatherAction(action) {
	return withoutEmpty({
		number: action.data.number,
		state: chosen(action.id),
		note: text(action.id + "-note"),
	});
}

function gatherStandard(standard, whole) {
	const unchanged = chosen(standard.id) === "unchanged";
	const found = {code: standard.data.code, level: levelChosen(standard.id)};
	if (unchanged)
		found.unchanged = true;
	if (whole || !unchanged)
		found.commentary = text(standard.id + "-commentary");
	return withoutEmpty(found);
}

function gatherCriterion(criterion) {
	return withoutEmpty({
		code: criterion.data.code,
		level: levelChosen(criterion.id),
		commentary: text(criterion.id + "-commentary"),
	});
}

function piecesOf(standard) {
	return Array.from(at(standard.id + "-pieces").children).map(piece => piece.id);
}

function gatherPiece(standard, id) {
	return withoutEmpty({
		standard: standard.data.code,
		title: text(id + "-title"),
		kept_at: text(id + "-kept"),
		dated: at(id + "-dated").value,
	});
}

function gatherDate(whole) {
	const date = at("date").value;
	return whole && date === today() ? "" : date;
}

function gather(whole) {
	const says = (answer, ...names) => names.some(name => answer[name] !== undefined);
	const criteria = [].concat(...standards.map(standard => standard.criteria));
	const pieces = standards.map(standard => piecesOf(standard).map(id => gatherPiece(standard, id)));
	return withoutEmpty({
		ycf: whole ? "self-report-draft" : "self-report",
		version: 1,
		tracker: form.tracker,
		setting: form.setting.id,
		framework: form.framework.code,
		edition: form.framework.edition,
		made: form.made,
		date: gatherDate(whole),
		reporter: text("reporter"),
		lead: gatherLead(whole),
		actions: actions.map(gatherAction).filter(one => says(one, "state", "note")),
		standards: standards.map(one => gatherStandard(one, whole))
			.filter(one => says(one, "unchanged", "level", ...whole ? ["commentary"] : [])),
		criteria: criteria.map(gatherCriterion)
			.filter(one => says(one, "level", ...whole ? ["commentary"] : [])),
		evidence: [].concat(...pieces).filter(one => says(one, "title", "kept_at", "dated")),
		note: text("note"),
	});
}

/* ---- putting answers back ---- */

function list(value) {
	return Array.isArray(value) ? value.filter(one => one && typeof one === "object") : [];
}

function set(id, value) {
	at(id).value = typeof value === "string" ? value : "";
}

function empty() {
	for (const radio of all(document, "main input[type=radio]"))
		radio.checked = radio.value === "";
	for (const field of fields())
		field.value = "";
	for (const piece of all(document, ".piece"))
		piece.remove();
	at("date").value = today();
}

function fillLead(lead) {
	if (lead.in_post === true)
		choose("lead", form.lead ? "yes" : "");
	else if (lead.in_post === false)
		choose("lead", lead.another || lead.name || lead.email || lead.telephone ? "another" : "vacant");
	for (const name of ["name", "email", "telephone"])
		set("lead-" + name, lead[name]);
}

/* Returns whether the answer has a place here. */
function fillAction(answer) {
	const action = actions.find(one => one.data.number === answer.number);
	if (!action)
		return false;
	choose(action.id, answer.state);
	set(action.id + "-note", answer.note);
	return true;
}

function fillRated(rated, answer) {
	const value = answer.unchanged ? "unchanged" : answer.level ? "level:" + answer.level : "";
	choose(rated.id, value);
	set(rated.id + "-commentary", answer.commentary);
	return chosen(rated.id) === value;
}

function fillStandardAnswer(answer) {
	const standard = standards.find(one => one.data.code === answer.code);
	return Boolean(standard) && fillRated(standard, answer);
}

function fillCriterion(answer) {
	for (const standard of standards) {
		const criterion = standard.criteria.find(one => one.data.code === answer.code);
		if (criterion) {
			unfold(at(standard.id + "-criteria"));
			return fillRated(criterion, answer);
		}
	}
	return false;
}

function fillPiece(answer) {
	const standard = standards.find(one => one.data.code === answer.standard);
	if (!standard)
		return false;
	const id = addPiece(standard.id);
	set(id + "-title", answer.title);
	set(id + "-kept", answer.kept_at);
	set(id + "-dated", answer.dated);
	return true;
}

/* Show these answers and no others; returns what of them has no place here. */
function fill(answers) {
	const left = [];
	const place = (done, key, put) => {
		if (!done)
			left.push(say(key, put));
	};
	empty();
	fillLead(answers.lead && typeof answers.lead === "object" ? answers.lead : {});
	for (const one of list(answers.actions))
		place(fillAction(one), "place_action", {number: String(one.number)});
	for (const one of list(answers.standards))
		place(fillStandardAnswer(one), "place_standard", {code: String(one.code)});
	for (const one of list(answers.criteria))
		place(fillCriterion(one), "place_criterion", {code: String(one.code)});
	for (const one of list(answers.evidence))
		place(fillPiece(one), "place_standard", {code: String(one.standard)});
	set("note", answers.note);
	set("reporter", answers.reporter);
	// A report on an earlier form was of an earlier day.
	if (answers.date && answers.made === form.made)
		set("date", answers.date);
	return left;
}

/* ---- what is missing ---- */

function placeOf(standard) {
	return say("place_standard", {code: standard.data.code});
}

function placeOfPiece(standard, index) {
	return say("place_evidence", {code: standard.data.code, number: String(index + 1)});
}

function need(id, place, key, put) {
	return {at: id, place, text: say(key, put), needed: true};
}

function leadProblems() {
	const problems = [];
	const place = say("place_lead");
	if (!chosen("lead"))
		problems.push({at: "lead-0", text: say("open_lead")});
	if (chosen("lead") !== "another")
		return problems;
	if (!filled("lead-name"))
		problems.push(need("lead-name", place, "need_lead"));
	if (filled("lead-email") && !/^[^\s@]+@[^\s@]+$/.test(at("lead-email").value.trim()))
		problems.push(need("lead-email", place, "need_email"));
	return problems;
}

function actionProblems(action) {
	const {number, what} = action.data;
	const names = {number: String(number), what};
	const first = action.id + "-0";
	if (chosen(action.id))
		return [];
	if (filled(action.id + "-note"))
		return [need(first, say("place_action", names), "need_level")];
	return [{at: first, text: say("open_action", names)}];
}

/* Of a standard or criterion: a level without the reason it needs, words without a level. */
function ratedProblems(rated, place) {
	const level = levelOf(levelChosen(rated.id));
	const field = rated.id + "-commentary";
	if (level && level.needs_reason && !filled(field))
		return [need(field, place, "need_reason", {level: level.title})];
	if (filled(field) && !chosen(rated.id))
		return [need(rated.id + "-0", place, "need_level")];
	return [];
}

function answeredCriteria(standard) {
	return standard.criteria.filter(one => chosen(one.id)).length;
}

function isAnswered(standard) {
	const of = standard.criteria.length;
	return chosen(standard.id) !== "" || (of > 0 && answeredCriteria(standard) === of);
}

function standardProblems(standard) {
	const {code, title} = standard.data;
	const problems = ratedProblems(standard, placeOf(standard));
	const count = answeredCriteria(standard);
	const names = {code, title, count, of: standard.criteria.length};
	if (!isAnswered(standard) && problems.length === 0)
		problems.push({at: standard.id + "-0", text: say(count > 0 ? "open_part" : "open_standard", names)});
	for (const criterion of standard.criteria)
		problems.push(...ratedProblems(criterion, say("place_criterion", {code: criterion.data.code})));
	return problems;
}

function pieceProblems(standard, id, index) {
	const problems = [];
	const place = placeOfPiece(standard, index);
	const date = at(id + "-dated");
	const some = filled(id + "-title") || filled(id + "-kept") || date.value;
	if (some && !filled(id + "-title"))
		problems.push(need(id + "-title", place, "need_title"));
	if (some && !filled(id + "-kept"))
		problems.push(need(id + "-kept", place, "need_place"));
	if (date.validity.badInput)
		problems.push(need(date.id, place, "need_dated"));
	return problems;
}

function whoProblems() {
	const problems = [];
	const place = say("place_who");
	const date = at("date").value;
	if (!filled("reporter"))
		problems.push(need("reporter", place, "need_reporter"));
	if (!date)
		problems.push(need("date", place, "need_date"));
	else if (date < form.made)
		problems.push(need("date", place, "need_later", {day: day(form.made)}));
	else if (date > today() && date > form.made)
		problems.push(need("date", place, "need_earlier"));
	return problems;
}

/* Which part of the page a field is in, for those who read the list of what is needed. */
function placeOfField(field) {
	const piece = field.closest(".piece");
	const standard = standards.find(one => at(one.id).contains(field));
	const action = actions.find(one => at(one.id).parentElement.contains(field));
	if (piece)
		return placeOfPiece(standard, piecesOf(standard).indexOf(piece.id));
	if (standard) {
		const criterion = standard.criteria.find(one => field.id === one.id + "-commentary");
		return criterion ? say("place_criterion", {code: criterion.data.code}) : placeOf(standard);
	}
	if (action)
		return say("place_action", {number: String(action.data.number)});
	return say(field.id === "note" ? "place_note" : field.id === "reporter" ? "place_who" : "place_lead");
}

function lengthProblems() {
	const problems = [];
	for (const field of all(document, "[data-most]")) {
		const most = Number(field.dataset.most);
		if (field.value.length <= most)
			continue;
		const count = Array.from(field.value).length - most;
		if (count > 0)
			problems.push(need(field.id, placeOfField(field), "need_shorter", {count, most}));
	}
	return problems;
}

function findProblems() {
	const ofPieces = standard => piecesOf(standard).map((id, index) => pieceProblems(standard, id, index));
	const ofStandard = standard => standardProblems(standard).concat(...ofPieces(standard));
	return leadProblems().concat(...actions.map(actionProblems), ...standards.map(ofStandard),
		whoProblems(), lengthProblems());
}

/* ---- showing how far it is ---- */

let tried = false;	// to save: from then on, each place says what is wrong with it
let shownProblems = "";

function linkTo(problem) {
	const item = document.createElement("li");
	const link = document.createElement("a");
	link.href = "#" + problem.at;
	link.dir = "auto";
	link.textContent = problem.place ? say("where", problem) : problem.text;
	item.append(link);
	return item;
}

function showList(id, problems) {
	at(id).hidden = problems.length === 0;
	at(id).querySelector("ul").replaceChildren(...problems.map(linkTo));
}

/* Each field's own error, below it; a radio button's problem is told in the list. */
function showErrors(problems) {
	for (const place of all(document, "p.error")) {
		const field = at(place.id.replace(/-error$/, ""));
		const problem = tried && problems.find(one => one.needed && one.at === field.id);
		place.hidden = !problem;
		place.textContent = problem ? problem.text : "";
		if (problem)
			field.setAttribute("aria-invalid", "true");
		else
			field.removeAttribute("aria-invalid");
	}
}

function showProblems() {
	const problems = findProblems();
	const now = JSON.stringify([tried, problems]);
	if (now === shownProblems)
		return;
	shownProblems = now;
	at("needed").classList.toggle("wrong", tried);
	showList("needed", problems.filter(one => one.needed));
	showList("open", problems.filter(one => !one.needed));
	at("complete").hidden = problems.length > 0;
	showErrors(problems);
}

/* Set only where it differs, so that what announces itself does so once. */
function setText(element, text) {
	if (element.textContent !== text)
		element.textContent = text;
}

function showProgress() {
	const done = standards.map(isAnswered);
	setText(at("progress"), say("progress", {count: done.filter(Boolean).length, of: standards.length}));
	Array.from(at("track").children).forEach((mark, index) => mark.classList.toggle("done", done[index]));
	standards.forEach((standard, index) => at(standard.id).classList.toggle("done", done[index]));
}

/* The field for words: there once a level is chosen or something is in it. */
function showWords(rated) {
	const field = at(rated.id + "-commentary");
	const level = levelOf(levelChosen(rated.id));
	const box = at(rated.id + "-words");
	const again = box.querySelector("[data-again]");
	box.hidden = !level && !filled(field.id);
	const reason = level && level.needs_reason ? "reason" : "no_reason";
	setText(box.querySelector('[data-slot="reason"]'), say(reason));
	again.hidden = !again.dataset.words || filled(field.id);
	grow(field);
}

function showStandard(standard) {
	const value = chosen(standard.id);
	showWords(standard);
	at(standard.id + "-unsent").hidden = value !== "unchanged" || !filled(standard.id + "-commentary");
	document.querySelector(`[data-reopen="${standard.id}-answer"]`).hidden = !value;
	for (const criterion of standard.criteria) {
		showWords(criterion);
		showDefault(criterion, value);
	}
	const count = answeredCriteria(standard);
	const fold = say("fold", {count: standard.criteria.length});
	setText(at(standard.id).querySelector('[data-slot="fold"]'),
		count > 0 ? say("folded_answers", {count, fold}) : fold);
}

/* What becomes of a criterion that has no answer of its own. */
function showDefault(criterion, value) {
	const label = at(criterion.id + "-0").closest("label");
	const level = value === "unchanged" ? levelOf(criterion.data.level) : levelOf(value.slice(6));
	const key = value === "unchanged" ? "as_before" : value ? "as_standard" : "as_open";
	setText(label.querySelector('[data-slot="title"]'), say(key));
	setText(label.querySelector('[data-slot="more"]'), level ? level.title : " ");
}

/* A name that is known already, to be put in with one press. */
function showNames() {
	const answer = chosen("lead");
	const known = answer === "another" ? text("lead-name") : answer === "vacant" ? "" : values.lead;
	const where = at("names");
	const now = filled("reporter") || !known ? [] : [known];
	if (JSON.stringify(now) === JSON.stringify(all(where, "button").map(button => button.dataset.name)))
		return;
	where.replaceChildren(...now.map(name => {
		const button = document.createElement("button");
		button.type = "button";
		button.dataset.name = name;
		button.textContent = say("put_in", {name});
		return button;
	}));
}

/* As high as what is in it, where the browser does not see to that itself. */
function grow(field) {
	if (CSS.supports("field-sizing", "content") || field.offsetParent === null)
		return;
	field.style.height = "auto";
	field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

function refresh() {
	at("new-lead").hidden = chosen("lead") !== "another";
	standards.forEach(showStandard);
	showProgress();
	showNames();
	showProblems();
}

/* ---- saying what was done ---- */

/* Where the keyboard goes when the button that was pressed is gone. */
function rest(place) {
	place.tabIndex = -1;
	place.focus();
}

/* Say something in one of the page's status places, with a way back if there is one. */
function tell(place, text, undo) {
	place.replaceChildren();
	const line = document.createElement("p");
	line.dir = "auto";
	line.textContent = text;
	place.append(line);
	if (!undo)
		return;
	const button = document.createElement("button");
	button.type = "button";
	button.textContent = say("undo");
	button.addEventListener("click", event => {
		event.stopPropagation();
		undo();
		tell(place, say("undone"));
		rest(place);
	});
	place.append(button);
}

/* Put these answers in place of those on the page; returns the way back. */
function replaceAnswers(answers) {
	const before = gather(true);
	const left = fill(answers);
	tried = false;
	changed();
	return {left, undo: () => {
		fill(before);
		changed();
	}};
}

/* ---- the draft ---- */

const draftFamily = `ycf self-report ${form.tracker} ${form.setting.id} ${form.framework.code} `;
const draftKey = draftFamily + form.made;
let draftAllowed = true;
let unsaved = false;	// where no draft is kept: answers that are in no file
let waiting = 0;

function showDraft(state, time) {
	for (const words of all(document, "[data-draft]"))
		words.hidden = words.dataset.draft !== state;
	values.kept = time ? clockTime.format(time) : "";
	showValue("kept");
	const short = {kept: "bar_kept", off: "bar_off"}[state];
	setText(at("bar-draft"), short ? say(short, {time: values.kept}) : "");
	at("bar-draft").classList.toggle("warning", state === "off");
}

function keepDraft() {
	window.clearTimeout(waiting);
	waiting = 0;
	if (!draftAllowed)
		return;
	try {
		const now = new Date();
		localStorage.setItem(draftKey, JSON.stringify({kept: now.toISOString(), answers: gather(true)}));
		showDraft("kept", now);
		unsaved = false;
	} catch (refused) {
		draftAllowed = false;
		showDraft("off");
	}
}

/* While somebody types on and on, too. */
function keepSoon() {
	unsaved = true;
	if (!waiting)
		waiting = window.setTimeout(keepDraft, 400);
}

function keepNow() {
	if (waiting)
		keepDraft();
}

function dropDraft(key) {
	try {
		localStorage.removeItem(key);
	} catch (refused) {
		draftAllowed = false;
	}
}

/* A kept draft, or null where there is none that can be read. */
function keptDraft(key) {
	try {
		const draft = JSON.parse(localStorage.getItem(key));
		return draft && draft.answers && !Number.isNaN(Date.parse(draft.kept)) ? draft : null;
	} catch (unreadable) {
		return null;
	}
}

/* A draft of the same report, begun on a form made on another day. */
function offerEarlier() {
	const key = Object.keys(localStorage).find(one => one.startsWith(draftFamily) && one !== draftKey);
	const draft = key && keptDraft(key);
	if (!draft)
		return;
	setText(at("offer-words"), say("offer", {day: longTime.format(new Date(draft.kept))}));
	at("offer").hidden = false;
	at("offer-take").addEventListener("click", () => {
		const {left, undo} = replaceAnswers(draft.answers);
		endOffer(key);
		tellLeft(say("back", {day: longTime.format(new Date(draft.kept))}), left, undo);
	});
	at("offer-drop").addEventListener("click", () => endOffer(key));
}

function endOffer(key) {
	dropDraft(key);
	at("offer").hidden = true;
	rest(at("draft-said"));
}

function tellLeft(text, left, undo) {
	const more = left.length > 0 ? " " + say("unplaced", {list: left.join(", ")}) : "";
	tell(at("draft-said"), text + more, undo);
}

function startDraft() {
	try {
		localStorage.setItem(draftFamily, "");
		localStorage.removeItem(draftFamily);
	} catch (refused) {
		draftAllowed = false;
		showDraft("off");
		return;
	}
	const draft = keptDraft(draftKey);
	if (!draft) {
		offerEarlier();
		return;
	}
	const time = new Date(draft.kept);
	const left = fill(draft.answers);
	showDraft("kept", time);
	tellLeft(say("back", {day: longTime.format(time)}), left);
}

function clearDraft(place) {
	const {undo} = replaceAnswers({});
	window.clearTimeout(waiting);
	waiting = 0;
	dropDraft(draftKey);
	unsaved = false;
	at("saved").hidden = true;
	showDraft(draftAllowed ? "none" : "off");
	tell(place, say("cleared"), undo);
	rest(place);
}

/* ---- files ---- */

let savedText = "";	// the report as it was last saved

function fileName(kind) {
	const reference = String(form.setting.reference || form.setting.id).replace(/[^\w.-]+/g, "-");
	return `${reference}-self-report-${kind}.json`;
}

/* Hand a file to the browser to keep; false where it has no such thing. */
function download(name, content) {
	try {
		const address = URL.createObjectURL(new Blob([content], {type: "application/json"}));
		const link = document.createElement("a");
		link.href = address;
		link.download = name;
		document.body.append(link);
		link.click();
		link.remove();
		window.setTimeout(() => URL.revokeObjectURL(address), 60000);
		return true;
	} catch (refused) {
		return false;
	}
}

function asFile(answers) {
	return JSON.stringify(answers, null, 1) + "\n";
}

function saveDraft(place) {
	const name = fileName("draft");
	const done = download(name, asFile(gather(true)));
	unsaved = unsaved && !done;
	tell(place, done ? say("draft_saved", {file: name}) : say("draft_not_saved"));
}

function saveReport() {
	tried = true;
	refresh();
	if (!at("needed").hidden) {
		at("saved").hidden = true;
		show(at("needed"));
		return;
	}
	keepNow();
	savedText = asFile(gather(false));
	values.file = fileName(at("date").value);
	showValue("file");
	at("copy-text").value = savedText;
	const link = document.querySelector("[data-mail-report]");
	const names = {setting: form.setting.name, file: values.file};
	if (link)
		link.href = mailTo({subject: say("mail_subject", names), body: say("mail_body", names)});
	if (download(values.file, savedText))
		unsaved = false;
	else
		unfold(at("copy"));
	at("saved").hidden = false;
	at("stale").hidden = true;
	show(at("saved"));
}

/* Why this is nothing to open here, as the key of a wording; null where it is. */
function refusal(answers) {
	if (!answers || (answers.ycf !== "self-report" && answers.ycf !== "self-report-draft"))
		return "not_a_report";
	if (answers.version !== 1)
		return "other_version";
	if (answers.tracker !== form.tracker || answers.setting !== form.setting.id)
		return "other_setting";
	return answers.framework === form.framework.code ? null : "other_framework";
}

function parsed(content) {
	try {
		return JSON.parse(content.replace(/^\ufeff/, ""));
	} catch (noJson) {
		return null;
	}
}

async function openFile(file) {
	const place = at("draft-said");
	if (file.size > 8e6) {
		tell(place, say("too_large", {file: file.name}));
		return;
	}
	let content;
	try {
		content = await file.text();
	} catch (unreadable) {
		tell(place, say("unreadable", {file: file.name}));
		return;
	}
	const answers = parsed(content);
	const reason = refusal(answers);
	if (reason) {
		tell(place, say(reason, {file: file.name}));
		return;
	}
	const {left, undo} = replaceAnswers(answers);
	tellLeft(say("opened", {file: file.name}), left, undo);
}

async function copyReport() {
	const field = at("copy-text");
	field.focus();
	field.select();
	try {
		await navigator.clipboard.writeText(savedText);
		tell(at("copy-said"), say("copied"));
	} catch (refused) {
		tell(at("copy-said"), say("not_copied"));
	}
}

/* ---- what happens ---- */

function unfold(region, open = true) {
	const button = document.querySelector(`[aria-controls="${region.id}"]`);
	region.hidden = !open;
	button.setAttribute("aria-expanded", String(open));
	all(region, "textarea").forEach(grow);
}

/* Bring a place into view and the keyboard to it. */
function show(target) {
	const region = target.closest(".fold > [hidden]");
	if (region)
		unfold(region);
	const group = target.type === "radio" ? all(document, `input[name="${target.name}"]`) : [];
	(group.find(one => one.checked) || target).focus({preventScroll: true});
	(target.closest("fieldset:not(.piece), .field") || target)
		.scrollIntoView({block: target.matches("#needed, #saved, section") ? "start" : "center"});
}

function changed() {
	refresh();
	keepSoon();
	if (!at("saved").hidden)
		at("stale").hidden = asFile(gather(false)) === savedText;
}

function removePiece(id) {
	const where = at(id).parentElement;
	const place = where.closest(".evidence").querySelector(".said");
	const before = gather(true);
	at(id).remove();
	numberPieces(where);
	changed();
	where.closest(".evidence").querySelector("[data-add]").focus();
	tell(place, say("removed"), () => {
		fill(before);
		changed();
	});
}

function reopen(button) {
	const group = button.dataset.reopen.replace(/-answer$/, "");
	choose(group, "");
	at(group + "-0").focus();
	changed();
}

function useAgain(button) {
	const field = at(button.dataset.again);
	field.value = button.dataset.words;
	field.focus();
	changed();
}

const deeds = {
	save: saveReport,
	"save-draft": saveDraft,
	clear: clearDraft,
	copy: copyReport,
	print: () => window.print(),
};

function pressed(button) {
	const data = button.dataset;
	if (button.hasAttribute("aria-controls"))
		unfold(at(button.getAttribute("aria-controls")), button.getAttribute("aria-expanded") !== "true");
	else if (data.act)
		deeds[data.act](at(button.closest("#finish") ? "finish-said" : "draft-said"));
	else if (data.add)
		at(addPiece(data.add) + "-title").focus();
	else if (data.remove)
		removePiece(data.remove);
	else if (data.reopen)
		reopen(button);
	else if (data.again)
		useAgain(button);
	else if (data.name) {
		at("reporter").value = data.name;
		at("reporter").focus();
		changed();
	}
}

function followed(event, link) {
	const target = at(decodeURIComponent(link.getAttribute("href").slice(1)));
	if (!target)
		return;
	event.preventDefault();
	show(target);
}

function beforePrint() {
	for (const printed of all(document, ".printed")) {
		const field = printed.previousElementSibling;
		const value = field.type === "date" && field.value ? day(field.value) : field.value;
		printed.textContent = value;
		printed.classList.toggle("empty", value === "");
	}
}

function listen() {
	document.addEventListener("input", event => {
		if (event.target.type !== "file" && !event.target.readOnly)
			changed();
		if (event.target.matches("textarea"))
			grow(event.target);
	});
	document.addEventListener("click", event => {
		const button = event.target.closest("button");
		const link = event.target.closest('a[href^="#"]');
		if (button)
			pressed(button);
		else if (link)
			followed(event, link);
	});
	at("file").addEventListener("change", event => {
		const file = event.target.files[0];
		if (file)
			openFile(file).then(() => { event.target.value = ""; });
	});
	window.addEventListener("beforeprint", beforePrint);
	window.addEventListener("pagehide", keepNow);
	document.addEventListener("visibilitychange", keepNow);
	window.addEventListener("storage", event => {
		if (event.key === draftKey && event.newValue)
			tell(at("draft-said"), say("other_window"));
	});
	window.addEventListener("beforeunload", event => {
		keepNow();
		if (unsaved) {
			event.preventDefault();
			event.returnValue = "";	// for browsers that ask for it
		}
	});
}

function start() {
	collectValues();
	showValues();
	showMail();
	buildLead();
	form.actions.forEach(buildAction);
	form.standards.forEach(buildStandard);
	fields().forEach(addPrinted);
	at("date").value = today();
	listen();
	startDraft();
	refresh();
	at("broken").remove();
}

start();
