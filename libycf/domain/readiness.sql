SELECT j.setting, s.framework, j.condition, m.title, j.met, j.found,
	CASE WHEN NOT j.met THEN replace(n.next_step, '%s', coalesce(x.reference, token('s', x.id)))
		END AS next_step
FROM judged j JOIN subject s ON s.setting = j.setting AND s.mark = j.mark
JOIN setting x ON x.id = j.setting
LEFT JOIN meaning m ON m.condition = j.condition
-- Who is not there cannot be asked.
LEFT JOIN meaning n ON n.condition = CASE
	WHEN j.condition = 'lead_confirmed' AND j.setting NOT IN (SELECT setting FROM lead_now)
	THEN 'lead_in_post' ELSE j.condition END
WHERE j.purpose = 'award'
ORDER BY j.rule
