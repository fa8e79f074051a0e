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
task(setting, kind, date, what, who, next_step) AS (
	SELECT setting, 'review', next_review,
		CASE WHEN planned IS NULL THEN 'agree an action plan: none is recorded'
			ELSE 'review the action plan' END, NULL,
		CASE WHEN planned IS NULL THEN 'ycf agree-plan' ELSE 'ycf review-plan' END
	FROM open_now
	WHERE next_review IS NOT NULL
		AND (plan IS NOT NULL OR stage IN ('accredited', 'at_risk'))
	UNION ALL
	SELECT o.setting, 'action', c.due, c.number || ': ' || c.what, c.owner, 'ycf complete'
	FROM open_now o JOIN "action" c ON c.plan = o.plan
	WHERE c.due IS NOT NULL AND (c.done IS NULL OR c.done > :as_of)
		AND (c.dropped IS NULL OR c.dropped > :as_of)
	UNION ALL
	SELECT DISTINCT o.setting, 'lead_vacant',
		coalesce((SELECT date(max(l.until), '+1 day') FROM lead l
			WHERE l.setting = o.setting AND l.role = 'designated_lead'
				AND l.until < :as_of), o.joined),
		'name a designated lead: the post is vacant', NULL, 'ycf appoint'
	FROM open_now o
	WHERE NOT EXISTS (SELECT 1 FROM lead_now l WHERE l.setting = o.setting)
	UNION ALL
	SELECT DISTINCT o.setting, 'lead_vacant', date(l.until, '+1 day'),
		'name the next designated lead: ' || l.name || ' leaves', NULL, 'ycf appoint'
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
		'ask whether ' || l.name || ' is still the lead', NULL, 'ycf confirm'
	FROM open_now o JOIN lead_now l ON l.setting = o.setting
	JOIN (SELECT framework, min(months) AS months FROM rule
		WHERE condition = 'lead_confirmed' GROUP BY framework) r ON r.framework = o.framework
	UNION ALL
	SELECT DISTINCT o.setting, 'evidence', p.expires, 'evidence runs out: ' || p.title, NULL,
		'ycf edit evidence'
	FROM open_now o JOIN proof p ON p.setting = o.setting WHERE p.expires IS NOT NULL
	UNION ALL
	SELECT setting, 'term', expires, 'the award''s term ends', NULL, 'ycf award'
	FROM open_now WHERE stage IN ('accredited', 'at_risk') AND expires IS NOT NULL
	UNION ALL
	SELECT setting, 'lapse', date(review_over, '-1 day'),
		'the mark lapses unless the plan is reviewed', NULL, 'ycf review-plan'
	FROM open_now WHERE stage IN ('accredited', 'at_risk') AND review_over > :as_of
	UNION ALL
	SELECT DISTINCT o.setting, 'contact', k.follow_up,
		'get in touch again' || coalesce(': ' || k.note, ''), k.with_whom, 'ycf log'
	FROM open_now o JOIN contact k ON k.setting = o.setting
	WHERE k.follow_up IS NOT NULL AND k.date <= :as_of AND NOT EXISTS (
		SELECT 1 FROM contact later WHERE later.setting = k.setting AND later.date <= :as_of
			AND (later.date, later.created, later.id) > (k.date, k.created, k.id))
)
SELECT DISTINCT t.setting, x.reference, x.name, t.kind, t.date,
	CAST(julianday(t.date) - julianday(:as_of) AS INTEGER) AS days, t.what,
	coalesce(t.who, w.who) AS who,
	t.next_step || ' ' || coalesce(x.reference, token('s', x.id))
		|| CASE t.kind WHEN 'action' THEN ' ' || substr(t.what, 1, instr(t.what, ':') - 1)
			ELSE '' END AS next_step,
	c.name AS practitioner
FROM task t JOIN setting x ON x.id = t.setting
JOIN way_in w ON w.setting = t.setting
LEFT JOIN practitioner c ON c.id = x.practitioner
