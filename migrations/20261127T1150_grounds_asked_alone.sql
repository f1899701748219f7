-- Of what a step brings only the one question that concerns it is made ready, not all of them each time.
create or replace function permit_brings(step permit_event, what text) returns boolean language plpgsql stable as $$
declare
	of constant bigint := step.permit_id;
begin
	case what
	when 'request' then return exists (select from permit_request r where r.permit_id = of and r.answered_at is null
			and r.phase = case step.action when 'return' then 'intake' else 'review' end);
	when 'account' then return exists (select from permit p join permit_account a on a.permit_id = p.id and a.superseded_at is null
				and a.stage = case p.life when 'statement' then p.life else 'intake' end
			where p.id = of and (p.life = 'statement' or exists (select from permit_check c where c.permit_id = of
				and c.judged_on = p.applied_on)));
	when 'payment' then return (select count(*) from permit_receipt r where r.permit_id = of)
			>= (select count(*) from permit_event e where e.permit_id = of and e.action = step.action);
	when 'cancelling' then return (select count(*) from permit_receipt r where r.permit_id = of and r.cancelled_at is not null)
			>= (select count(*) from permit_event e where e.permit_id = of and e.action = step.action);
	when 'draw' then return (select count(*) from permit_draw d where d.permit_id = of)
			>= (select count(*) from permit_event e where e.permit_id = of and e.action in ('assign', 'redraw'));
	when 'silence' then return exists (select from permit p where p.id = of and p.deemed_at is not null);
	when 'answers' then return not exists (select from permit_request r where r.permit_id = of and r.answered_at is null);
	when 'receipt' then return permit_received(step);
	when 'consultation' then return exists (select from permit_consultation c where c.permit_id = of and c.answer is null);
	-- Each answer is a step, and silence none.
	when 'answer' then return (select count(*) from permit_consultation c where c.permit_id = of and c.answer <> 'silent'
				and c.answer = step.detail ->> 'answer')
			>= (select count(*) from permit_event e where e.permit_id = of and e.action = step.action
				and e.detail ->> 'answer' = step.detail ->> 'answer');
	when 'sound recommendation' then return (select r.outcome = 'refuse' or (permit_agencies_agree(of)
				and r.check_n = (select max(c.n) from permit_check c where c.permit_id = of)
				and permit_stands_free(of, array(select jsonb_array_elements_text(coalesce(step.detail -> 'examined', '[]')))))
			from permit_recommendation r where r.permit_id = of order by r.n desc limit 1);
	when 'sound file' then return permit_stands_free(of, null);
	when 'licence' then return permit_stands_free(of, null) and permit_has_paper(of, what);
	when 'revocation' then return not permit_has_paper(of, 'licence');
	when 'case' then return case when step.version > 1 then exists (select from permit p join permit_event e on e.permit_id = p.id
				where p.root_id = (select o.root_id from permit o where o.id = of) and p.id <> of
				and e.version = 1 and e.xact = step.xact and e.action = step.action)
			when step.action = 'notify_start' then exists (select from permit_execution x where x.permit_id = of)
			when step.action = 'deposit' then exists (select from permit_as_built x where x.permit_id = of)
			else exists (select from permit_violation x where x.permit_id = of) end;
	when 'inspection' then return (select count(*) from permit_inspection i where i.permit_id = of)
			>= (select count(*) from permit_event e where e.permit_id = of and e.action = step.action);
	when 'price' then return (select count(*) from permit_quote q where q.permit_id = of)
			>= (select count(*) from permit_event e where e.permit_id = of and e.action = step.action);
	else return permit_has_paper(of, what);
	end case;
end $$;
