//! What is asked of PostgreSQL's catalog. Every role may read it whole, also about tables that it may not read.
//!
//! A partition is no table of its own here: what belongs to it is told of the table that it is a part of.

/// The table that a relation `c` is, or is a part of.
macro_rules! root {
    () => {
        "CASE WHEN c.relispartition THEN pg_partition_root(c.oid)::oid ELSE c.oid END"
    };
}

/// Relations of the operator, whole tables and partitions.
macro_rules! ours {
    () => {
        "c.relkind IN ('r', 'p', 'f', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'"
    };
}

/// Names of columns by number, as a JSON list.
macro_rules! names {
    ($numbers:literal, $table:literal) => {
        concat!(
            "(SELECT json_agg(a.attname::text ORDER BY u.at)::text FROM unnest(",
            $numbers,
            ") WITH ORDINALITY AS u (number, at) JOIN pg_attribute AS a ON a.attrelid = ",
            $table,
            " AND a.attnum = u.number)"
        )
    };
}

pub(super) const TABLES: &str = concat!(
    "SELECT c.oid::bigint AS id, n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind,
        c.relrowsecurity AS secured, c.relforcerowsecurity AS forced, row_security_active(c.oid) AS hides,
        pg_get_partkeydef(c.oid) AS partition_key,
        (SELECT json_agg(a.attname::text)::text FROM pg_partitioned_table AS p JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY (p.partattrs::int2[])
            WHERE p.partrelid = c.oid) AS partition_columns,
        (SELECT min(h.inhrelid::regclass::text) FROM pg_inherits AS h JOIN pg_class AS d ON d.oid = h.inhrelid
            WHERE h.inhparent = c.oid AND NOT d.relispartition) AS heir,
        has_schema_privilege(n.oid, 'USAGE') AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')) AS may_select,
        has_table_privilege(c.oid, 'UPDATE') OR has_any_column_privilege(c.oid, 'UPDATE') AS may_update,
        has_table_privilege(c.oid, 'DELETE') AS may_delete
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT c.relispartition AND ",
    ours!(),
    " ORDER BY 2, 3"
);

pub(super) const COLUMNS: &str = concat!(
    "WITH RECURSIVE bare (id, base, typmod, required) AS (
        SELECT t.oid, t.oid, -1, false FROM pg_type AS t WHERE t.typtype <> 'd'
        UNION ALL
        SELECT t.oid, b.base, CASE WHEN t.typtypmod >= 0 THEN t.typtypmod ELSE b.typmod END, b.required OR t.typnotnull
        FROM bare AS b JOIN pg_type AS t ON t.typbasetype = b.id AND t.typtype = 'd')
    SELECT c.oid::bigint AS id, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS declared,
        format_type(b.base, -1) AS kind,
        format_type(b.base, CASE WHEN a.atttypmod >= 0 THEN a.atttypmod ELSE b.typmod END) AS sized,
        a.attnotnull OR b.required AS required, a.attgenerated::text AS generated, a.attidentity::text AS identity,
        pg_get_expr(d.adbin, d.adrelid) AS expression,
        (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = b.base) AS labels,
        (SELECT json_agg(pg_get_expr(k.conbin, 0))::text FROM pg_constraint AS k WHERE k.contypid = a.atttypid AND k.contype = 'c') AS checks
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN bare AS b ON b.id = a.atttypid
        LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE NOT c.relispartition AND ",
    ours!(),
    " ORDER BY c.oid, a.attnum"
);

pub(super) const CONSTRAINTS: &str = concat!(
    "SELECT (",
    root!(),
    ")::bigint AS id, k.contype::text AS kind, k.conname::text AS name,
        CASE WHEN p.relispartition THEN pg_partition_root(p.oid)::oid ELSE p.oid END::bigint AS parent, ",
    names!("k.conkey", "k.conrelid"),
    " AS own, ",
    names!("k.confkey", "k.confrelid"),
    " AS target, k.confdeltype::text AS on_delete, k.confupdtype::text AS on_update, k.condeferrable AS deferrable,
        pg_get_expr(k.conbin, k.conrelid) AS expression, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
        LEFT JOIN pg_class AS p ON p.oid = k.confrelid
    WHERE k.conparentid = 0 AND k.contype IN ('p', 'f', 'c', 'x') AND (NOT c.relispartition OR k.contype = 'f') AND ",
    ours!(),
    " ORDER BY 1, k.conname"
);

pub(super) const INDEXES: &str = concat!(
    "SELECT c.oid::bigint AS id, i.relname::text AS name, m.amname::text AS method, x.indisunique AS uniq,
        x.indpred IS NOT NULL AS partial, x.indisvalid AND x.indisready AS usable,
        (SELECT json_agg(json_build_array(a.attname::text, pg_get_indexdef(x.indexrelid, k.at::int, true),
                (SELECT o.collname::text FROM pg_collation AS o WHERE o.oid = x.indcollation[k.at - 1] AND o.collname <> 'default'))
            ORDER BY k.at)::text
            FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS k (number, at)
                LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number AND k.number > 0
            WHERE k.at <= x.indnkeyatts) AS columns
    FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid JOIN pg_am AS m ON m.oid = i.relam
        JOIN pg_class AS c ON c.oid = x.indrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT c.relispartition AND ",
    ours!(),
    " ORDER BY c.oid, i.relname"
);

/// The source of a trigger's function belongs to the trigger.
pub(super) const TRIGGERS: &str = concat!(
    "SELECT (",
    root!(),
    ")::bigint AS id, 'trigger' AS what, g.tgname::text AS name, g.tgenabled IN ('O', 'A') AS runs,
        concat_ws(' OR ', CASE WHEN g.tgtype & 4 > 0 THEN 'INSERT' END, CASE WHEN g.tgtype & 16 > 0 THEN 'UPDATE' END,
            CASE WHEN g.tgtype & 8 > 0 THEN 'DELETE' END) AS event,
        pg_get_triggerdef(g.oid) || ' ' || f.prosrc || ' ' || coalesce(f.probin, '') AS sql
    FROM pg_trigger AS g JOIN pg_class AS c ON c.oid = g.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_proc AS f ON f.oid = g.tgfoid
    WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND ",
    ours!(),
    " UNION ALL SELECT (",
    root!(),
    ")::bigint, 'rule', r.rulename::text, r.ev_enabled IN ('O', 'A'),
        CASE r.ev_type WHEN '2' THEN 'UPDATE' WHEN '3' THEN 'INSERT' WHEN '4' THEN 'DELETE' ELSE '' END, pg_get_ruledef(r.oid)
    FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE r.rulename <> '_RETURN' AND ",
    ours!(),
    " ORDER BY 1, 3"
);

pub(super) const POLICIES: &str = concat!(
    "SELECT (",
    root!(),
    ")::bigint AS id, concat('policy ', p.polname, ' for ', p.polcmd, ' using ', pg_get_expr(p.polqual, p.polrelid),
        ' check ', pg_get_expr(p.polwithcheck, p.polrelid), ' permissive ', p.polpermissive, ' roles ',
        (SELECT string_agg(CASE WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r) END, ', ') FROM unnest(p.polroles) AS r)) AS note
    FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE ",
    ours!(),
    " ORDER BY 1, 2"
);

/// Every change of a definition writes a new row of the catalog, by a new transaction.
pub(super) const VERSION: &str = "
    WITH c AS MATERIALIZED (
        SELECT c.oid, c.xmin FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'f', 'm', 'i', 'I') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            AND n.nspname !~ '^pg_(toast|temp)')
    SELECT (coalesce(sum(hashtextextended(part, 0)), 0) % 9223372036854775807)::bigint AS version FROM (
        SELECT concat('c', c.oid, ' ', c.xmin) AS part FROM c
        UNION ALL SELECT concat('a', a.attrelid, ' ', a.attnum, ' ', a.xmin) FROM c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
        UNION ALL SELECT concat('d', d.oid, ' ', d.xmin) FROM c JOIN pg_attrdef AS d ON d.adrelid = c.oid
        UNION ALL SELECT concat('k', k.oid, ' ', k.xmin) FROM pg_constraint AS k
        UNION ALL SELECT concat('x', x.indexrelid, ' ', x.xmin) FROM c JOIN pg_index AS x ON x.indexrelid = c.oid
        UNION ALL SELECT concat('g', g.oid, ' ', g.xmin, ' ', f.xmin) FROM pg_trigger AS g JOIN pg_proc AS f ON f.oid = g.tgfoid WHERE NOT g.tgisinternal
        UNION ALL SELECT concat('r', r.oid, ' ', r.xmin) FROM c JOIN pg_rewrite AS r ON r.ev_class = c.oid
        UNION ALL SELECT concat('p', p.oid, ' ', p.xmin) FROM pg_policy AS p
        UNION ALL SELECT concat('h', h.inhrelid, ' ', h.xmin) FROM pg_inherits AS h
        UNION ALL SELECT concat('t', t.oid, ' ', t.xmin) FROM pg_type AS t WHERE t.typtype IN ('d', 'e')
        UNION ALL SELECT concat('e', e.oid, ' ', e.xmin) FROM pg_enum AS e
    ) AS parts";
