SELECT t.setting, t.reference, t.name, t.framework, :as_of AS as_of, t.stage,
	t.stage IN ('accredited', 'at_risk') AS holds,
	CASE t.stage
	WHEN 'at_risk' THEN (
		SELECT group_concat(found, '; ') FROM (
			SELECT found, min(rule) AS place FROM judged j
			WHERE j.setting = t.setting AND j.mark = t.mark AND j.purpose = 'at_risk'
				AND NOT j.met
			GROUP BY found
			UNION ALL
			SELECT 'the term ended on ' || t.expires, 0 WHERE t.expires < :as_of
			ORDER BY place))
	WHEN 'lapsed' THEN CASE
		WHEN t.term_over <= coalesce(t.review_over, t.term_over)
			THEN 'the term ended on ' || t.expires
		ELSE 'a review was not held in time; lapsed on ' || t.review_over END
	END AS reasons,
	l.name AS lead, l.confirmed AS lead_confirmed,
	n.met AS standards_met, n.total AS standards_total,
	t.plan_agreed, t.last_review,
	CASE WHEN t.stage NOT IN ('withdrawn', 'departed')
			AND (t.plan_agreed IS NOT NULL OR t.stage IN ('accredited', 'at_risk'))
		THEN t.next_review END AS next_review,
	t.awarded, t.expires, t.award_code, t.practitioner
FROM stage_now t
LEFT JOIN lead_now l ON l.setting = t.setting
LEFT JOIN standards_now n ON n.setting = t.setting AND n.mark = t.mark AND n.main
