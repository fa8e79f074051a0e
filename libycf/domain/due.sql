, open_now AS (
	SELECT * FROM stage_now WHERE has_joined AND NOT gone
),
-- Whom to write to: the lead, else somebody else named, else the setting itself.
way_in(setting, who) AS (
	SELECT c.setting, coalesce(
		(SELECT l.name || coalesce(', ' || l.email, ', ' || l.telephone, '') FROM lead_now l
			WHERE l.setting = c.setting),
		(SELECT d.name || ' (' || replace(d.role, '_', ' ') || ')'
			|| coalesce(', ' || d.email, ', ' || d.telephone, '') FROM lead d
			WHERE d.setting = c.setting AND d.role <> 'designated_lead' AND d.since <= :as_of
				AND (d.until IS NULL OR d.until >= :as_of) ORDER BY d.since LIMIT 1),
		(SELECT coalesce(x.email, x.telephone) FROM setting x WHERE x.id = c.setting))
	FROM candidate c
),
reported AS MATERIALIZED (
	SELECT r.*, f.code AS mark FROM candidate c CROSS JOIN report r ON r.setting = c.setting
	JOIN framework f ON f.id = r.framework
	WHERE r.date <= :as_of
),
-- The last time a setting was asked to report; one that was asked again has one thing due.
asked_now(setting, mark, asked, wanted) AS MATERIALIZED (
	SELECT setting, mark, asked, coalesce(due, date(asked, '+28 days')) FROM (
		SELECT q.setting, f.code AS mark, q.asked, q.due,
			row_number() OVER (PARTITION BY q.setting, f.code
				ORDER BY q.asked DESC, q.created DESC, q.id DESC) AS place
		FROM candidate c CROSS JOIN request q ON q.setting = c.setting
		JOIN framework f ON f.id = q.framework
		WHERE q.asked <= :as_of)
	WHERE place = 1
),
-- The last word that a report had on the lead, if it is that the lead changes.
lead_said AS MATERIALIZED (
	SELECT *, '''' || replace(proposed_lead, '''', '''\''''') || '''' AS quoted_name,
		'''' || replace(proposed_email, '''', '''\''''') || '''' AS quoted_email
	FROM (
		SELECT *, row_number() OVER (PARTITION BY setting
			ORDER BY date DESC, created DESC, id DESC) AS place
		FROM reported WHERE lead_in_post IS NOT NULL OR proposed_lead IS NOT NULL)
	WHERE place = 1 AND (lead_in_post = 'no' OR proposed_lead IS NOT NULL)
),
remark_now AS MATERIALIZED (
	SELECT * FROM (
		SELECT m."action", m.state, m.note, r.date, r.created, r.reporter,
			row_number() OVER (PARTITION BY m."action"
				ORDER BY r.date DESC, r.created DESC, r.id DESC) AS place
		FROM reported r JOIN remark m ON m.report = r.id)
	WHERE place = 1
),
task(setting, kind, date, what, who, next_step) AS (
	SELECT setting, 'review', next_review,
		CASE WHEN planned IS NULL THEN 'agree an action plan: none is recorded'
			ELSE 'review the action plan' END, NULL,
		CASE WHEN planned IS NULL THEN 'agree-plan {}' ELSE 'review-plan {}' END
	FROM open_now
	WHERE next_review IS NOT NULL
		AND (plan IS NOT NULL OR stage IN ('accredited', 'at_risk'))
	UNION ALL
	SELECT o.setting, 'action', c.due, c.number || ': ' || c.what, c.owner, 'complete {} ' || c.number
	FROM open_now o JOIN "action" c ON c.plan = o.plan
	WHERE c.due IS NOT NULL AND (c.done IS NULL OR c.done > :as_of)
		AND (c.dropped IS NULL OR c.dropped > :as_of)
	UNION ALL
	SELECT DISTINCT o.setting, 'lead_vacant',
		coalesce((SELECT date(max(l.until), '+1 day') FROM lead l
			WHERE l.setting = o.setting AND l.role = 'designated_lead'
				AND l.until < :as_of), o.joined),
		'name a designated lead: the post is vacant', NULL, 'appoint {}'
	FROM open_now o
	WHERE NOT EXISTS (SELECT 1 FROM lead_now l WHERE l.setting = o.setting)
	UNION ALL
	SELECT DISTINCT o.setting, 'lead_vacant', date(l.until, '+1 day'),
		'name the next designated lead: ' || l.name || ' leaves', NULL, 'appoint {}'
	FROM open_now o JOIN lead l ON l.setting = o.setting
	WHERE l.role = 'designated_lead' AND l.since <= :as_of AND l.until >= :as_of
		AND NOT EXISTS (SELECT 1 FROM lead next WHERE next.setting = l.setting
			AND next.role = 'designated_lead' AND next.since <= date(l.until, '+1 day')
			AND (next.until IS NULL OR next.until > l.until))
	UNION ALL
	SELECT o.setting, 'lead_unconfirmed',
		min(date(l.confirmed, printf('+%d months', r.months)),
			date(l.confirmed, 'start of month', printf('+%d months', r.months + 1),
				'-1 day')),
		'ask whether ' || l.name || ' is still the lead', NULL, 'confirm {}'
	FROM open_now o JOIN lead_now l ON l.setting = o.setting
	JOIN (SELECT framework, min(months) AS months FROM rule
		WHERE condition = 'lead_confirmed' GROUP BY framework) r ON r.framework = o.framework
	UNION ALL
	SELECT DISTINCT o.setting, 'evidence', p.expires, 'evidence runs out: ' || p.title, NULL,
		'edit evidence {}'
	FROM open_now o JOIN proof p ON p.setting = o.setting WHERE p.expires IS NOT NULL
	UNION ALL
	SELECT setting, 'term', expires, 'the award''s term ends', NULL, 'award {}'
	FROM open_now WHERE stage IN ('accredited', 'at_risk') AND expires IS NOT NULL
	UNION ALL
	SELECT setting, 'lapse', date(review_over, '-1 day'),
		'the mark lapses unless the plan is reviewed', NULL, 'review-plan {}'
	FROM open_now WHERE stage IN ('accredited', 'at_risk') AND review_over > :as_of
	UNION ALL
	SELECT DISTINCT o.setting, 'contact', k.follow_up,
		'get in touch again' || coalesce(': ' || k.note, ''), k.with_whom, 'log {}'
	FROM open_now o JOIN contact k ON k.setting = o.setting
	WHERE k.follow_up IS NOT NULL AND k.date <= :as_of AND NOT EXISTS (
		SELECT 1 FROM contact later WHERE later.setting = k.setting AND later.date <= :as_of
			AND (later.date, later.created, later.id) > (k.date, k.created, k.id))
	UNION ALL
	SELECT o.setting, 'self_report', a.wanted,
		'a self-report was asked for on ' || a.asked || CASE WHEN a.wanted < :as_of
			THEN ' and has not come: ask again' ELSE '; read it when it comes' END, NULL,
		CASE WHEN a.wanted < :as_of THEN 'self-report {} -o self-report.xlsx'
			ELSE 'read-report FILE' END
	FROM open_now o JOIN asked_now a ON a.setting = o.setting AND a.mark = o.mark
	WHERE NOT EXISTS (SELECT 1 FROM reported r WHERE r.setting = a.setting AND r.mark = a.mark
		AND r.date >= a.asked)
	UNION ALL
	SELECT DISTINCT o.setting, 'lead_proposed', r.date,
		CASE WHEN r.proposed_lead IS NULL
			THEN 'the setting says that ' || coalesce(l.name, 'its lead') || ' has left the post'
			ELSE 'the setting names a new lead: ' || r.proposed_lead END,
		CASE WHEN r.proposed_lead IS NULL THEN r.reporter ELSE r.proposed_lead
			|| coalesce(', ' || r.proposed_email, ', ' || r.proposed_telephone, '') END,
		CASE WHEN r.proposed_lead IS NULL THEN 'vacate {} --on ' || r.date
			ELSE 'appoint {} ' || quoted_name
				|| coalesce(' --email ' || quoted_email, '') || ' --on ' || r.date END
	FROM open_now o JOIN lead_said r ON r.setting = o.setting
	LEFT JOIN lead_now l ON l.setting = r.setting
	WHERE (r.proposed_lead IS NOT NULL OR l.name IS NOT NULL)
		AND coalesce(l.since < r.date AND l.created < r.created, 1)
		AND coalesce(l.confirmed <= r.date, 1)
		AND coalesce(folded(l.name) <> folded(r.proposed_lead), 1)
	UNION ALL
	SELECT o.setting, 'remark', m.date,
		'action ' || c.number || CASE m.state WHEN 'done' THEN ' is done' ELSE ' is stuck' END
			|| ', says the setting: ' || c.what || coalesce(' (' || substr(m.note, 1, 500) || ')', ''),
		m.reporter,
		CASE m.state WHEN 'done' THEN 'complete {} ' || c.number || ' --on ' || m.date
			ELSE 'review-plan {}' END
	FROM open_now o JOIN "action" c ON c.plan = o.plan JOIN remark_now m ON m."action" = c.id
	WHERE m.state IN ('done', 'stuck') AND (c.done IS NULL OR c.done > :as_of)
		AND (c.dropped IS NULL OR c.dropped > :as_of)
		AND NOT EXISTS (SELECT 1 FROM review v WHERE v.plan = c.plan AND v.date <= :as_of
			AND (v.date, v.created) > (m.date, m.created))
)
SELECT DISTINCT t.setting, x.reference, x.name, t.kind, t.date,
	CAST(julianday(t.date) - julianday(:as_of) AS INTEGER) AS days, t.what,
	coalesce(t.who, w.who) AS who,
	'ycf ' || replace(t.next_step, '{}', coalesce(x.reference, token('s', x.id))) AS next_step,
	c.name AS practitioner
FROM task t JOIN setting x ON x.id = t.setting
JOIN way_in w ON w.setting = t.setting
LEFT JOIN practitioner c ON c.id = x.practitioner
