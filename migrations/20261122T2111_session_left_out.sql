-- A sitting takes only so many matters: how many of its period wait for another is told on its agenda and minutes.
alter table dig_session add column left_out integer not null default 0 check (left_out >= 0);
