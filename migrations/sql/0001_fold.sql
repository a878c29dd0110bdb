-- Names are compared in a folded form in which Niš = Nis = Ниш, Łódź = Lodz,
-- Bodø = Bodoe = Bodo, Ålesund = Aalesund, Đurđevac = Djurdjevac.
-- It loses distinctions on purpose, on both sides of every comparison.
CREATE FUNCTION common.fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = pg_catalog AS
$$
  SELECT btrim(regexp_replace(
    replace(replace(replace(replace(
      -- The two-argument form does not depend on the search path, so the wrapper may be immutable.
      public.unaccent('public.unaccent',
        replace(replace(replace(replace(replace(
          translate(lower(value),
            'абвгдезийклмнопрстуфыэјћђжчшщцхіїєёґѓќѐѝў',
            'abvgdeziiklmnoprstufyejcdzcsschiieeggkeiu'),
          'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'ю', 'ju'), 'я', 'ja')),
      'aa', 'a'), 'oe', 'o'), 'ae', 'a'), 'dj', 'd'),
    $re$[][[:space:]!-/:;<=>?@\\^_`{|}~–—‑‘’‚“”„«»…·ъь]+$re$, ' ', 'g'))
$$;

-- All languages of a text, folded together, so that any of them finds it.
CREATE FUNCTION common.fold_texts(texts jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = pg_catalog AS
$$
  SELECT common.fold(coalesce(texts ->> 'en', '') || ' ' || coalesce(texts ->> 'nb', '')
    || ' ' || coalesce(texts ->> 'bs', '') || ' ' || coalesce(texts ->> 'pl', ''))
$$;
GRANT EXECUTE ON FUNCTION common.fold(text), common.fold_texts(jsonb)
  TO bromost_api, bromost_indicators, bromost_notifications;
