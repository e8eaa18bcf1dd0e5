"""Add the function that stores an answer.

Its text is frozen here; a later change is another function in another migration, so that old code finds the one it knows.
"""

from alembic import op

revision = "0003_store_answer"
down_revision = "0002_lean_answers"
branch_labels = None
depends_on = None

FUNCTION = """
CREATE FUNCTION store_answer(
    p_tenant_id integer, p_lock_key bigint, p_id uuid, p_agency_id uuid, p_service_type_id uuid, p_today date, p_limit integer,
    p_window_start timestamptz, p_flags text[], p_submitted_at timestamptz, p_content_hash bytea, p_collection_point_id uuid,
    p_network_key bytea, p_channel text, p_language text, p_assisted boolean, p_seconds_on_form integer, p_gender text,
    p_age smallint, p_education text, p_occupation text, p_disability text, p_suggestion text, p_persyaratan smallint,
    p_prosedur smallint, p_waktu smallint, p_biaya smallint, p_produk smallint, p_kompetensi smallint, p_perilaku smallint,
    p_pengaduan smallint, p_sarpras smallint, OUT has_period boolean, OUT is_asked boolean, OUT kept_as text
) LANGUAGE plpgsql VOLATILE SECURITY INVOKER AS $$
DECLARE
    v_period_id uuid;
    v_is_open boolean;
BEGIN
    -- First the scope, then the lock, and only then a look at the period: each statement sees what is committed when it begins.
    PERFORM set_config('app.tenant_id', p_tenant_id::text, true);
    PERFORM pg_advisory_xact_lock_shared(p_lock_key);
    -- Windows never overlap, so the one that began last is this day's, or the one that ended last.
    SELECT id, state = 'open' AND p_today <= ends_on INTO v_period_id, v_is_open FROM survey_period
     WHERE tenant_id = p_tenant_id AND agency_id = p_agency_id AND starts_on <= p_today ORDER BY starts_on DESC LIMIT 1;
    has_period := FOUND;
    IF NOT has_period THEN
        RETURN;
    END IF;
    PERFORM FROM period_service
      WHERE tenant_id = p_tenant_id AND period_id = v_period_id AND service_type_id = p_service_type_id;
    is_asked := FOUND;
    IF NOT is_asked THEN
        RETURN;
    END IF;
    -- Counting stops at the limit, so an office behind one address costs no more than that.
    IF p_network_key IS NOT NULL AND p_collection_point_id IS NOT NULL AND p_limit <= (
        SELECT count(*) FROM (
            SELECT FROM response
             WHERE tenant_id = p_tenant_id AND collection_point_id = p_collection_point_id AND network_key = p_network_key
               AND submitted_at > p_window_start
             LIMIT p_limit
        ) AS seen
    ) THEN
        p_flags := p_flags || 'over-limit'::text;
    END IF;
    kept_as := CASE WHEN v_is_open THEN 'counted' ELSE 'late' END;
    INSERT INTO response (
        tenant_id, id, period_id, service_type_id, collection_point_id, persyaratan, prosedur, waktu, biaya, produk, kompetensi,
        perilaku, pengaduan, sarpras, gender, age, education, occupation, disability, suggestion, language, channel, assisted,
        submitted_at, seconds_on_form, network_key, content_hash, state, flags
    ) VALUES (
        p_tenant_id, p_id, v_period_id, p_service_type_id, p_collection_point_id, p_persyaratan, p_prosedur, p_waktu, p_biaya,
        p_produk, p_kompetensi, p_perilaku, p_pengaduan, p_sarpras, p_gender, p_age, p_education, p_occupation, p_disability,
        p_suggestion, p_language, p_channel, p_assisted, p_submitted_at, p_seconds_on_form, p_network_key, p_content_hash, kept_as,
        p_flags
    ) ON CONFLICT (tenant_id, id) DO NOTHING;
    IF NOT FOUND THEN
        kept_as := NULL;
    ELSIF v_is_open THEN
        INSERT INTO response_inbox (tenant_id, id, response_id, period_id, received_at)
        VALUES (p_tenant_id, p_id, p_id, v_period_id, p_submitted_at);
    END IF;
END $$
"""


def upgrade() -> None:
    op.execute(FUNCTION)
    op.execute("REVOKE EXECUTE ON FUNCTION store_answer FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION store_answer TO puas_app")


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward; restore a backup to go back.")
