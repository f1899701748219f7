-- A connection for a new customer waits on a protected pavement for some working days only (rule C4).

alter table dig add column connection boolean not null default false;

insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('C4', 'customer_wait_days', 20, '2000-01-01', 'New Roads and Street Works Act s.58: a new connection is barred for 20 working days');
