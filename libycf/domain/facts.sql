-- What is true of each candidate setting and each mark on :as_of, from dated
-- facts alone.  Before this stands
--     WITH candidate(setting) AS (SELECT ...), watched(source) AS (SELECT ...),
-- and after it one SELECT over `state`, `judged` or `verdict`.  :framework, where
-- not null, is the one edition to judge by; `watched` are those whose ratings are
-- asked for besides the ones that decide.

newest(mark, framework) AS MATERIALIZED (
	SELECT code, id FROM framework f
	WHERE edition = (SELECT max(g.edition) FROM framework g WHERE g.code = f.code)
),
award_now AS MATERIALIZED (
	SELECT * FROM (
		SELECT a.*, f.code AS mark, f.grace_days, f.lapse_days, f.review_months,
			row_number() OVER (PARTITION BY a.setting, f.code
				ORDER BY a.date DESC, a.created DESC, a.id DESC) AS place
		FROM candidate c CROSS JOIN award a ON a.setting = c.setting
		JOIN framework f ON f.id = a.framework
		WHERE a.date <= :as_of)
	WHERE place = 1
),
plan_now AS MATERIALIZED (
	SELECT * FROM (
		SELECT p.*, f.code AS mark,
			row_number() OVER (PARTITION BY p.setting, f.code
				ORDER BY p.agreed DESC, p.created DESC, p.id DESC) AS place
		FROM candidate c CROSS JOIN plan p ON p.setting = c.setting
		JOIN framework f ON f.id = p.framework
		WHERE p.agreed <= :as_of AND (p.ended IS NULL OR p.ended > :as_of))
	WHERE place = 1
),
assessment_now AS MATERIALIZED (
	SELECT * FROM (
		SELECT a.setting, a.framework, a.date, f.code AS mark,
			row_number() OVER (PARTITION BY a.setting, f.code
				ORDER BY a.date DESC, a.created DESC, a.id DESC) AS place
		FROM candidate c CROSS JOIN assessment a ON a.setting = c.setting
		JOIN framework f ON f.id = a.framework
		WHERE a.date <= :as_of)
	WHERE place = 1
),
-- An award keeps its edition's rules; before one, the plan's edition counts.
subject(setting, mark, framework) AS MATERIALIZED (
	SELECT c.setting, n.mark,
		coalesce(:framework, w.framework, p.framework, a.framework, n.framework)
	FROM candidate c CROSS JOIN newest n
	LEFT JOIN award_now w ON w.setting = c.setting AND w.mark = n.mark
	LEFT JOIN plan_now p ON p.setting = c.setting AND p.mark = n.mark
	LEFT JOIN assessment_now a ON a.setting = c.setting AND a.mark = n.mark
	WHERE :framework IS NULL
		OR n.mark = (SELECT code FROM framework WHERE id = :framework)
),

-- Plans agreed and reviews held: from each, the next review is counted.
event(setting, mark, day, is_review) AS MATERIALIZED (
	SELECT c.setting, f.code, p.agreed, 0
	FROM candidate c CROSS JOIN plan p ON p.setting = c.setting
	JOIN framework f ON f.id = p.framework
	WHERE p.agreed <= :as_of
	UNION
	SELECT c.setting, f.code, r.date, 1
	FROM candidate c CROSS JOIN plan p ON p.setting = c.setting
	JOIN framework f ON f.id = p.framework JOIN review r ON r.plan = p.id
	WHERE r.date <= :as_of
),
-- Where there is no plan, a held award is the last thing that was agreed.
review_base(setting, mark, framework, base, planned, last_review) AS MATERIALIZED (
	SELECT s.setting, s.mark, s.framework,
		coalesce(max(e.day),
			CASE WHEN w.ended IS NULL OR w.ended > :as_of THEN w.date END),
		max(e.day), max(CASE WHEN e.is_review THEN e.day END)
	FROM subject s
	LEFT JOIN event e ON e.setting = s.setting AND e.mark = s.mark
	LEFT JOIN award_now w ON w.setting = s.setting AND w.mark = s.mark
	GROUP BY s.setting, s.mark
),
-- Months later on that very day, clamped to the month's end.
review_now(setting, mark, planned, last_review, next_review, grace_days) AS MATERIALIZED (
	SELECT b.setting, b.mark, b.planned, b.last_review,
		CASE WHEN f.review_months IS NOT NULL THEN
			min(date(b.base, printf('+%d months', f.review_months)),
				date(b.base, 'start of month',
					printf('+%d months', f.review_months + 1), '-1 day')) END,
		coalesce(f.grace_days, 0)
	FROM review_base b JOIN framework f ON f.id = b.framework
),
-- The first day on which a review had been overdue for longer than lapse_days
-- since the award: final, whatever was done later.
review_lapse(setting, mark, day) AS MATERIALIZED (
	SELECT setting, mark, min(day) FROM (
		SELECT e.setting, e.mark, w.date AS awarded,
			date(min(date(e.day, printf('+%d months', w.review_months)),
				date(e.day, 'start of month',
					printf('+%d months', w.review_months + 1), '-1 day')),
				printf('+%d days', w.lapse_days + 1)) AS day,
			lead(e.day) OVER (PARTITION BY e.setting, e.mark ORDER BY e.day) AS following
		FROM award_now w JOIN event e ON e.setting = w.setting AND e.mark = w.mark
		WHERE w.lapse_days IS NOT NULL AND w.review_months IS NOT NULL)
	WHERE day > awarded AND (following IS NULL OR following >= day)
	GROUP BY setting, mark
),

lead_now AS MATERIALIZED (
	SELECT * FROM (
		SELECT l.setting, l.name, l.since, l.created, l.email, l.telephone,
			max(l.since, CASE WHEN l.confirmed <= :as_of THEN l.confirmed ELSE l.since END)
				AS confirmed,
			row_number() OVER (PARTITION BY l.setting
				ORDER BY l.since DESC, l.created DESC, l.id DESC) AS place
		FROM candidate c CROSS JOIN lead l ON l.setting = c.setting
		WHERE l.role = 'designated_lead' AND l.since <= :as_of
			AND (l.until IS NULL OR l.until >= :as_of))
	WHERE place = 1
),

-- The levels of an edition from the worst: what is not met before what is, and
-- what has no colour, as not applicable, last.
grade(framework, level, counts_as_met, place) AS MATERIALIZED (
	SELECT framework, id, counts_as_met, row_number() OVER (PARTITION BY framework
		ORDER BY counts_as_met,
			CASE rag WHEN 'red' THEN 1 WHEN 'amber' THEN 2 WHEN 'green' THEN 3 ELSE 4 END, id)
	FROM level
),
-- What counts is the latest rating of each criterion by a source.
rated AS MATERIALIZED (
	SELECT * FROM (
		SELECT a.setting, a.source, g.criterion, v.counts_as_met, v.place AS grade,
			row_number() OVER (PARTITION BY a.setting, a.source, g.criterion
				ORDER BY a.date DESC, a.created DESC, a.id DESC) AS place
		FROM candidate c CROSS JOIN assessment a ON a.setting = c.setting
		JOIN rating g ON g.assessment = a.id JOIN grade v ON v.level = g.level
		WHERE a.date <= :as_of)
	WHERE place = 1
),
-- By whose ratings the standards are held to be met; the first rule's are shown.
deciding(framework, source, main) AS MATERIALIZED (
	SELECT framework, source, min(id) = min(min(id)) OVER (PARTITION BY framework)
	FROM rule WHERE condition = 'standards_met' GROUP BY framework, source
	UNION ALL
	SELECT id, 'practitioner', 1 FROM framework
	WHERE id NOT IN (SELECT framework FROM rule WHERE condition = 'standards_met')
),
-- Those, and without a word in it (main is null) those who are watched.
judging(framework, source, main) AS MATERIALIZED (
	SELECT framework, source, main FROM deciding
	UNION ALL
	SELECT f.id, w.source, NULL FROM watched w CROSS JOIN framework f
	WHERE (f.id, w.source) NOT IN (SELECT framework, source FROM deciding)
),
-- How many criteria a standard requires.
wanted(framework, standard, code, required) AS MATERIALIZED (
	SELECT t.framework, t.id, t.code, sum(c.required)
	FROM standard t JOIN criterion c ON c.standard = t.id
	GROUP BY t.id
),
-- What was rated of a standard: how many criteria, of the required ones how many
-- and how many are met, and the worst of these.
marked(setting, source, standard, ratings, required, met, grade) AS MATERIALIZED (
	SELECT r.setting, r.source, c.standard, count(*), sum(c.required),
		sum(c.required AND r.counts_as_met), min(CASE WHEN c.required THEN r.grade END)
	FROM rated r JOIN criterion c ON c.id = r.criterion
	GROUP BY r.setting, r.source, c.standard
),
-- A standard is as good as its worst required criterion.  What was never rated is
-- not met, and worse than any grade: 0.
verdict(setting, mark, source, main, standard, code, met, grade, ratings) AS MATERIALIZED (
	SELECT s.setting, s.mark, d.source, d.main, w.standard, w.code,
		w.required = coalesce(m.met, 0),
		CASE WHEN w.required = 0 THEN NULL
			WHEN w.required = m.required THEN m.grade ELSE 0 END,
		coalesce(m.ratings, 0)
	FROM subject s JOIN judging d ON d.framework = s.framework
	JOIN wanted w ON w.framework = s.framework
	LEFT JOIN marked m ON m.setting = s.setting AND m.source = d.source
		AND m.standard = w.standard
),
standards_now(setting, mark, source, main, met, total, missing) AS MATERIALIZED (
	SELECT setting, mark, source, main, sum(met), count(*),
		group_concat(CASE WHEN NOT met THEN code END, ', ')
	FROM (SELECT * FROM verdict WHERE main IS NOT NULL
		ORDER BY setting, mark, source, standard)
	GROUP BY setting, mark, source
),

-- Contacts without an answer since the last that had one.
unanswered(setting, times) AS MATERIALIZED (
	SELECT k.setting, count(*)
	FROM candidate c CROSS JOIN contact k ON k.setting = c.setting
	WHERE k.date <= :as_of AND k.kind = 'no_answer' AND NOT EXISTS (
		SELECT 1 FROM contact later WHERE later.setting = k.setting
			AND later.kind <> 'no_answer' AND later.date <= :as_of
			AND (later.date, later.created, later.id) > (k.date, k.created, k.id))
	GROUP BY k.setting
),
-- The standards that evidence speaks to, and what has run out.
proof(setting, standard, expires, title) AS MATERIALIZED (
	SELECT e.setting, coalesce(e.standard, c.standard), e.expires, e.title
	FROM candidate a CROSS JOIN evidence e ON e.setting = a.setting
	LEFT JOIN criterion c ON c.id = e.criterion
	WHERE e.dated IS NULL OR e.dated <= :as_of
),

-- Each rule of the subject's edition, held or not, and what was found.
judged(setting, mark, rule, purpose, condition, met, found) AS MATERIALIZED (
	SELECT s.setting, s.mark, r.id, r.purpose, r.condition, l.setting IS NOT NULL,
		coalesce(l.name || ', since ' || l.since, 'no designated lead is in post')
	FROM subject s
	JOIN rule r ON r.framework = s.framework AND r.condition = 'lead_in_post'
	LEFT JOIN lead_now l ON l.setting = s.setting
	UNION ALL
	SELECT s.setting, s.mark, r.id, r.purpose, r.condition,
		coalesce(min(date(l.confirmed, printf('+%d months', r.months)),
			date(l.confirmed, 'start of month', printf('+%d months', r.months + 1),
				'-1 day')) >= :as_of, 0),
		coalesce('the lead was last confirmed in post on ' || l.confirmed,
			'no designated lead is in post')
	FROM subject s
	JOIN rule r ON r.framework = s.framework AND r.condition = 'lead_confirmed'
	LEFT JOIN lead_now l ON l.setting = s.setting
	UNION ALL
	SELECT s.setting, s.mark, r.id, r.purpose, r.condition, p.id IS NOT NULL,
		coalesce('agreed on ' || p.agreed, 'no action plan is agreed')
	FROM subject s
	JOIN rule r ON r.framework = s.framework AND r.condition = 'plan_agreed'
	LEFT JOIN plan_now p ON p.setting = s.setting AND p.mark = s.mark
	UNION ALL
	SELECT s.setting, s.mark, r.id, r.purpose, r.condition,
		coalesce(date(v.next_review, CASE r.purpose WHEN 'at_risk'
			THEN printf('+%d days', v.grace_days) ELSE '+0 days' END) >= :as_of, 1),
		CASE WHEN v.next_review IS NULL THEN 'no review is due yet'
			WHEN v.next_review >= :as_of THEN 'the next review is due by ' || v.next_review
			ELSE 'the review was due by ' || v.next_review END
	FROM subject s
	JOIN rule r ON r.framework = s.framework AND r.condition = 'review_not_overdue'
	JOIN review_now v ON v.setting = s.setting AND v.mark = s.mark
	UNION ALL
	SELECT s.setting, s.mark, r.id, r.purpose, r.condition, n.met = n.total,
		n.met || ' of ' || n.total || ' standards met'
			|| coalesce('; not yet ' || n.missing, '')
	FROM subject s
	JOIN rule r ON r.framework = s.framework AND r.condition = 'standards_met'
	JOIN standards_now n ON n.setting = s.setting AND n.mark = s.mark AND n.source = r.source
	UNION ALL
	SELECT s.setting, s.mark, r.id, r.purpose, r.condition,
		coalesce(min(date(max(a.date), printf('+%d months', r.months)),
			date(max(a.date), 'start of month', printf('+%d months', r.months + 1),
				'-1 day')) >= :as_of, 0),
		coalesce('last assessed by ' || r.source || ' on ' || max(a.date),
			'never assessed by ' || r.source)
	FROM subject s
	JOIN rule r ON r.framework = s.framework AND r.condition = 'assessed'
	LEFT JOIN assessment a ON a.setting = s.setting AND a.source = r.source
		AND a.date <= :as_of
		AND a.framework IN (SELECT id FROM framework WHERE code = s.mark)
	GROUP BY s.setting, s.mark, r.id
	UNION ALL
	SELECT s.setting, s.mark, r.id, r.purpose, r.condition,
		count(t.id) = count(p.standard),
		'evidence for ' || count(p.standard) || ' of ' || count(t.id) || ' standards'
	FROM subject s
	JOIN rule r ON r.framework = s.framework AND r.condition = 'evidence_recorded'
	JOIN standard t ON t.framework = s.framework
	LEFT JOIN (SELECT DISTINCT setting, standard FROM proof) p
		ON p.setting = s.setting AND p.standard = t.id
	GROUP BY s.setting, s.mark, r.id
	UNION ALL
	SELECT s.setting, s.mark, r.id, r.purpose, r.condition, count(p.title) = 0,
		CASE count(p.title) WHEN 0 THEN 'none has run out'
			ELSE 'evidence has run out: ' || group_concat(p.title, '; ') END
	FROM subject s
	JOIN rule r ON r.framework = s.framework AND r.condition = 'evidence_current'
	LEFT JOIN proof p ON p.setting = s.setting AND p.expires < :as_of
	GROUP BY s.setting, s.mark, r.id
	UNION ALL
	SELECT s.setting, s.mark, r.id, r.purpose, r.condition,
		coalesce(u.times, 0) < r.times,
		coalesce(u.times || ' in a row without an answer', 'no unanswered contact')
	FROM subject s
	JOIN rule r ON r.framework = s.framework AND r.condition = 'answers'
	LEFT JOIN unanswered u ON u.setting = s.setting
),

-- CROSS JOIN keeps this order: begun from the reviews, each would be looked for
-- among all settings.
state AS MATERIALIZED (
	SELECT s.setting, s.mark, s.framework, x.reference, x.name,
		x.joined, x.joined IS NOT NULL AND x.joined <= :as_of AS has_joined,
		coalesce(x.departed <= :as_of, 0) OR coalesce(x.closed < :as_of, 0) AS gone,
		coalesce(w.ended <= :as_of AND w.end_reason = 'withdrawn', 0) AS withdrawn,
		w.id IS NOT NULL AND (w.ended IS NULL OR w.ended > :as_of) AS live,
		date(w.expires, printf('+%d days', coalesce(w.grace_days, 0) + 1)) AS term_over,
		k.day AS review_over,
		w.date AS awarded, w.expires, w.code AS award_code,
		p.agreed AS plan_agreed, p.id AS plan, v.planned, v.last_review, v.next_review,
		a.date AS assessed, c.name AS practitioner
	FROM subject s CROSS JOIN setting x ON x.id = s.setting
	CROSS JOIN review_now v ON v.setting = s.setting AND v.mark = s.mark
	LEFT JOIN award_now w ON w.setting = s.setting AND w.mark = s.mark
	LEFT JOIN plan_now p ON p.setting = s.setting AND p.mark = s.mark
	LEFT JOIN assessment_now a ON a.setting = s.setting AND a.mark = s.mark
	LEFT JOIN review_lapse k ON k.setting = s.setting AND k.mark = s.mark
	LEFT JOIN practitioner c ON c.id = x.practitioner
),
stage_now AS MATERIALIZED (
	SELECT t.*,
		CASE
		WHEN gone THEN 'departed'
		WHEN withdrawn THEN 'withdrawn'
		WHEN live AND (term_over <= :as_of OR review_over <= :as_of) THEN 'lapsed'
		WHEN live AND EXISTS (SELECT 1 FROM judged j WHERE j.setting = t.setting
			AND j.mark = t.mark AND j.purpose = 'at_risk' AND NOT j.met) THEN 'at_risk'
		WHEN live AND expires < :as_of THEN 'at_risk'
		WHEN live THEN 'accredited'
		WHEN planned IS NOT NULL OR assessed IS NOT NULL THEN 'working_towards'
		WHEN has_joined THEN 'registered'
		ELSE 'known' END AS stage
	FROM state t
)
