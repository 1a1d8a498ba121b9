"""From the model's values to the JSON shapes in `wire`."""

from __future__ import annotations

from dataclasses import fields

from provenance.model import (
    Article,
    Claims,
    Comparison,
    Credentials,
    Credit,
    DateKind,
    DateRelation,
    Evidence,
    FileClue,
    ImageReport,
    Lookup,
    MetadataValue,
    Original,
    Picture,
    PlaceRelation,
    PublishedImage,
    Report,
    SourceRecord,
    Writing,
)
from provenance.model.sentences import Sentence
from provenance.reports.json import shapes


def places_document(claims: Claims) -> list[shapes.PlaceShape]:
    """The places read in a text, each with its best reading."""
    return [
        shapes.PlaceShape(
            text=claim.text,
            start=claim.start,
            end=claim.end,
            name=claim.place.name,
            country=claim.place.country,
            geonameid=claim.place.geonameid,
            latitude=claim.place.latitude,
            longitude=claim.place.longitude,
            ambiguous=claim.ambiguous,
            sign=str(claim.sign),
            said=claim.said,
        )
        for claim in claims.places
    ]


def claims_document(
    claims: Claims,
    relations: tuple[PlaceRelation, DateRelation] | None = None,
    row_id: str | None = None,
) -> shapes.ClaimsShape:
    """What `provenance claims` prints for one text."""
    return shapes.ClaimsShape(
        places=places_document(claims),
        dates=[
            shapes.DateShape(
                text=d.text,
                start=d.start,
                end=d.end,
                from_=d.span.earliest.isoformat(),
                to=d.span.latest.isoformat(),
                precision=d.precision.value,
            )
            for d in claims.dates
        ],
        people=[shapes.SpanShape(p.text, p.start, p.end) for p in claims.people],
        disclosures=[
            shapes.SpanShape(d.text, d.start, d.end, d.kind.value) for d in claims.disclosures
        ],
        relations=shapes.RelationsShape(relations[0].value, relations[1].value)
        if relations
        else None,
        id=row_id,
    )


def credit_document(credit: Credit) -> shapes.CreditShape:
    """What `provenance credit` prints for one line."""
    return shapes.CreditShape(
        raw=credit.raw,
        creators=list(credit.creators),
        organizations=list(credit.organizations),
        distributor=credit.distributor,
        platform=credit.platform,
        license=credit.license.name if credit.license else None,
        flags=[f.value for f in credit.flags],
        links=[shapes.LinkShape(link.url, link.text) for link in credit.links],
        remainder=credit.remainder,
        handles=list(credit.handles),
        license_url=credit.license.url if credit.license else None,
        kind=credit.kind.value,
    )


def published_document(image: PublishedImage) -> shapes.PublishedShape:
    """One picture as it was read."""
    return shapes.PublishedShape(
        url=image.content_url,
        caption=image.caption.text if image.caption else None,
        credit=image.credit.text if image.credit else None,
        alt=image.alt,
        line=image.where.line,
        title=image.title,
        role=image.role.value,
    )


def images_document(article: Article) -> shapes.ImagesShape:
    """What `provenance images` prints."""
    return shapes.ImagesShape(
        images=[published_document(image) for image in article.images],
        headline=article.headline,
        published=article.published.isoformat() if article.published else None,
        language=article.language,
        notes=[str(note) for note in article.notes],
    )


def compare_document(comparison: Comparison) -> shapes.CompareShape:
    """What `provenance compare` prints for one pair."""
    box = comparison.region
    return shapes.CompareShape(
        relation=comparison.relation.value,
        binding=comparison.binding.value,
        transformations=[t.value for t in comparison.transformations],
        region=shapes.BoxShape(box.x, box.y, box.width, box.height) if box else None,
        edited_regions=[
            shapes.EditedShape(e.box.x, e.box.y, e.box.width, e.box.height, e.kind.value)
            for e in comparison.edited_regions
        ],
        distances=dict(comparison.distances),
        confidence=comparison.confidence.value,
        quadrilateral=[list(p) for p in comparison.quadrilateral]
        if comparison.quadrilateral
        else None,
        reason=comparison.reason.value if comparison.reason else None,
        detail=comparison.detail,
        unseen=comparison.unseen,
        unlike_frames=list(comparison.unlike_frames),
    )


def evidence_document(evidence: Evidence) -> shapes.EvidenceShape:
    """One line of proof."""
    where = evidence.where
    return shapes.EvidenceShape(
        label=evidence.label,
        value=evidence.value,
        where=str(where),
        url=where.url,
        fetched=where.fetched.isoformat() if where.fetched else None,
        retrieved=where.retrieved.value,
        line=where.line,
    )


def stated_date(record: SourceRecord, *kinds: DateKind) -> str | None:
    """The first date of these kinds, as exact as the source means it."""
    return next((fact.iso for kind in kinds for fact in record.dates if fact.kind is kind), None)


def original_document(original: Original) -> shapes.OriginalShape:
    """An original at its source, and how it is tied to the published picture."""
    record, comparison = original.record, original.comparison
    width, height = original.size or (None, None)
    return shapes.OriginalShape(
        source=record.source,
        id=record.id,
        page_url=record.page_url,
        media_url=record.media_url,
        title=record.title,
        creators=[str(c) for c in record.creators],
        license=record.license.name if record.license else None,
        license_url=record.license.url if record.license else None,
        date_created=stated_date(record, DateKind.CAPTURED, DateKind.CREATED),
        uploaded=stated_date(record, DateKind.UPLOADED, DateKind.POSTED),
        places=[
            shapes.PlaceFactShape(p.kind.value, p.text, p.latitude, p.longitude)
            for p in record.places
        ],
        binding=comparison.binding.value if comparison else "none",
        relation=comparison.relation.value if comparison else "undecided",
        confirmed=original.confirmed,
        comparison=compare_document(comparison) if comparison else None,
        credit_line=original.credit_line.text if original.credit_line else None,
        width=width,
        height=height,
    )


def template_of(text: str) -> str:
    """What a message was made of; a text that is no sentence is its own template."""
    return text.template if isinstance(text, Sentence) else text


def parameters_of(text: str) -> dict[str, str | int | float]:
    """What was put into a message, in English."""
    return text.parameters if isinstance(text, Sentence) else {}


def checked_document(report: ImageReport) -> shapes.CheckedShape:
    """One picture of an article, checked."""
    image = report.image
    return shapes.CheckedShape(
        index=image.index,
        url=image.content_url,
        caption=image.caption.text if image.caption else None,
        credit=image.credit.text if image.credit else None,
        line=image.where.line,
        verdict=report.verdict.value,
        originals=[original_document(o) for o in report.originals],
        findings=[
            shapes.FindingShape(
                rule=f.rule,
                severity=f.severity.value,
                confidence=f.confidence.value,
                message=str(f.message),
                evidence=[evidence_document(e) for e in f.evidence],
                suggestion=str(f.suggestion) if f.suggestion else f.suggestion,
                suggestion_html=f.suggestion_html,
                template=template_of(f.message),
                parameters=parameters_of(f.message),
            )
            for f in report.findings
        ],
        not_checked=[
            shapes.NotCheckedShape(n.rule, n.reason.value, str(n.detail))
            for n in report.not_checked
        ],
        passed=[p.rule for p in report.passed],
        title=image.title,
        soft_binding=report.picture.soft_binding if report.picture else None,
        overridden=[
            shapes.OverriddenShape(
                rule=o.finding.rule,
                severity=o.finding.severity.value,
                message=str(o.finding.message),
                template=template_of(o.finding.message),
                parameters=parameters_of(o.finding.message),
                who=o.who,
                reason=o.reason,
                until=o.until.isoformat() if o.until else None,
                origin=o.origin,
                when=o.when.isoformat() if o.when else None,
            )
            for o in report.overridden
        ],
    )


def check_document(report: Report) -> shapes.CheckShape:
    """What `provenance check --format json` prints for one article."""
    article, summary = report.article, report.summary
    return shapes.CheckShape(
        version=shapes.VERSION,
        article=shapes.ArticleShape(
            url=article.url,
            headline=article.headline,
            published=article.published.isoformat() if article.published else None,
            language=article.language,
            places=places_document(report.claims),
            origin=article.origin,
            notes=[str(note) for note in article.notes],
        ),
        images=[checked_document(image) for image in report.images],
        summary=shapes.SummaryShape(
            images=summary.images,
            errors=summary.errors,
            warnings=summary.warnings,
            infos=summary.infos,
            not_checked=summary.not_checked,
            verdict=summary.verdict.value,
            verdicts={verdict.value: number for verdict, number in summary.verdicts.items()},
        ),
        unread=str(report.unread) or None,
        language=report.language,
        checked=report.checked.isoformat() if report.checked else None,
    )


def read_document(picture: Picture, clues: tuple[FileClue, ...]) -> shapes.ReadShape:
    """What `provenance read` prints."""
    metadata, found = picture.metadata, {}
    for item in fields(metadata):
        value = getattr(metadata, item.name)
        values = value if isinstance(value, tuple) else (value,)
        forms = [shapes.ValueShape(v.value, v.tag) for v in values if isinstance(v, MetadataValue)]
        if forms:
            found[item.name] = forms
    if metadata.date_created:
        found["date_created"] = [
            shapes.ValueShape(metadata.date_created.value.isoformat(), metadata.date_created.tag)
        ]
    position = metadata.camera_position
    return shapes.ReadShape(
        format=picture.format,
        width=picture.width,
        height=picture.height,
        bytes=len(picture.data),
        sha1=picture.sha1,
        sha256=picture.sha256,
        phash=picture.fingerprint.phash,
        dhash=picture.fingerprint.dhash,
        quality=round(picture.fingerprint.quality, 3),
        plain=picture.fingerprint.plain,
        frames=picture.frames,
        truncated=picture.truncated,
        metadata=found,
        camera_position=shapes.PositionShape(position.latitude, position.longitude, position.tag)
        if position
        else None,
        conflicts={
            k: [shapes.ValueShape(v.value, v.tag) for v in vs]
            for k, vs in metadata.conflicts.items()
        },
        notes=list(metadata.notes),
        credentials=credentials_document(picture.credentials),
        clues=[clue_document(c) for c in clues],
        writing=writing_document(picture.writing),
    )


def writing_document(writing: Writing | None) -> shapes.WritingShape:
    """The writing in the picture; `not-read` where its reader is not installed."""
    if writing is None:
        detail = "install picture-provenance[text] to read what is written in pictures"
        return shapes.WritingShape("not-read", detail)
    if writing.reason is not None:
        return shapes.WritingShape("not-read", writing.detail or writing.reason.value)
    lines = [
        shapes.WrittenLineShape(
            line.text, line.box.x, line.box.y, line.box.width, line.box.height, line.certainty
        )
        for line in writing.lines
    ]
    left = f"{writing.unread} further lines were not read" if writing.unread else ""
    return shapes.WritingShape("partly-read" if left else "read", left, lines)


def credentials_document(credentials: Credentials | None) -> shapes.CredentialsShape:
    """The Content Credentials' answer; `not-read` where the reader is not installed."""
    if credentials is None:
        return shapes.CredentialsShape(
            "not-read", "install picture-provenance[c2pa] to read Content Credentials"
        )
    return shapes.CredentialsShape(
        state=credentials.state.value,
        detail=credentials.detail,
        trust_list=credentials.trust_list,
        signer=credentials.signer,
        signed=credentials.signed.isoformat() if credentials.signed else None,
        generator=credentials.generator,
        actions=list(credentials.actions),
        ingredients=list(credentials.ingredients),
        digital_source_type=credentials.digital_source_type,
        creators=list(credentials.creators),
        signals=list(credentials.signals),
        found_at=credentials.found_at,
    )


def clue_document(clue: FileClue) -> shapes.ClueShape:
    """Something a URL, a file name or a file tells by itself."""
    time = clue.time.isoformat() if clue.time else None
    return shapes.ClueShape(clue.kind, clue.source, clue.value, time, str(clue.where))


def lookup_document(lookup: Lookup) -> shapes.LookupShape:
    """One question put to one source, and how it ended."""
    reference = lookup.reference
    return shapes.LookupShape(
        source=lookup.source,
        id=reference.id if reference else None,
        rung=reference.basis.value if reference else None,
        reason=lookup.reason.value if lookup.reason else None,
        detail=lookup.detail,
        tried=lookup.tried,
    )
