-- Statements on their own, the newest first: among the certificates they are few, or many.
create index permit_certificate_statement on permit_certificate (id) include (unit_id) where kind = 'statement';
