"""The order of things, and the only file that knows it.

    Article → for each PublishedImage: Credit, Picture, Clues → References → SourceRecords →
    Originals
            (compared by pixels) → Case → rules → ImageReport → Report

Every step takes frozen values and returns new ones. What cannot be done becomes a `Lookup` or
`NotChecked` with its reason; no step ends the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import unquote, urlsplit

from provenance import rules, sources
from provenance.claims import read_claims
from provenance.config import Config
from provenance.credits import Vocabulary, load_vocabulary, parse_credit
from provenance.errors import NotFetched, UnreadablePicture
from provenance.fetch import Fetches
from provenance.model import (
    PICTURE,
    Article,
    Case,
    Claims,
    Clues,
    Credit,
    ImageReport,
    NotChecked,
    Picture,
    PublishedImage,
    Reason,
    Report,
    Surface,
    Writing,
)
from provenance.model.sentences import say
from provenance.originals.embedded import complete_metadata, embedded_claims
from provenance.originals.evidence_cache import EvidenceCache, PictureEvidence
from provenance.originals.own_archive import Held, OwnArchive
from provenance.originals.search import find_originals
from provenance.originals.soft_bindings import with_credentials
from provenance.pictures import read_picture
from provenance.pictures.clues import canonical_url, file_clues, unwrap_proxies
from provenance.run.judgement import is_wanted, judge
from provenance.run.read_before import ReadBefore
from provenance.run.redaction import redact
from provenance.run.uses import PicturesHere, Read, uses_here
from provenance.run.wording import article_in_language

_RELATIVE = say(
    "the picture's address is relative: name the page's own address (--base-url), or the folder "
    "of pictures saved with it (--images)"
)
READS_WRITING = "text-in-picture"
"""The rule for which pictures are searched for writing."""
LATE = say("it was not finished in time; the full check is still to come")
_UNSAID = Claims("", language=None)
"""What is read out of no words; every second text of a page's pictures is one."""
Growth = Callable[[Report], None]
"""Called with the report each time it has grown: on the article itself, then picture by picture."""


@dataclass(frozen=True)
class Pipeline:
    """One configuration and one fetcher, ready to check articles.

    Holds no state between articles.
    """

    config: Config
    fetcher: Fetches
    cache: EvidenceCache | None = None
    """Evidence of pictures checked before; None asks everything anew."""
    archive: OwnArchive | None = None
    """The newsroom's own archive."""
    read_before: ReadBefore | None = None
    """Pictures read before; None reads every one anew."""
    quick: bool = False
    """True leaves what takes longer than a fast check has to the full one."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The credit vocabulary, with the desk's own agencies and platforms."""
        config = self.config
        return load_vocabulary(config.agencies, config.stock_libraries, config.platforms)

    @cached_property
    def rules_in_force(self) -> Sequence[rules.Rule]:
        """The rules in force."""
        return rules.all_rules()

    @cached_property
    def sources_in_use(self) -> Sequence[sources.Source]:
        """The sources that may be asked."""
        return [s for s in sources.all_sources() if s.id not in self.config.sources_off]

    @cached_property
    def _pictures(self) -> PicturesHere:
        return PicturesHere(self.picture_of)

    def _shown(self, image: PublishedImage) -> Picture | None:
        """Another picture of the article; a fast check waits for none."""
        return self._pictures.at_hand(image) if self.quick else self._pictures.of(image)[0]

    def check(self, article: Article, growth: Growth | None = None) -> Report:
        """Check every picture of an article.

        Raises nothing for what is wrong with one picture or source.
        """
        for report in self.iter_reports(article):
            if growth is not None:
                growth(report)
        return report

    def iter_reports(self, article: Article) -> Iterator[Report]:
        """The report as it grows: on the article itself, then picture by picture.

        The pictures are asked for at once: what is loaded for reading words is loaded while they
        are on their way, which took a tenth off an article of 20 pictures. What waits for nobody is
        done in the caller's thread: threads that only reckon get in each other's way, which was a
        sixth of the processor time of checks that have all at hand.
        """
        if self.config.jobs <= 1:
            begun = self.start(article)
            yield from self._grown(
                begun, (self.check_image(lambda: begun, i) for i in article.images)
            )
            return
        with ThreadPoolExecutor(
            max_workers=max(1, self.config.jobs), thread_name_prefix="picture"
        ) as pool:
            started = pool.submit(self.start, article)
            gathering = {
                pool.submit(self._evidence, started.result, image): at
                for at, image in enumerate(article.images)
            }
            try:
                begun = started.result()
                yield from self._grown(begun, self._judged(begun, article.images, gathering))
            finally:
                for left in gathering:
                    left.cancel()

    def _judged(
        self,
        started: Report,
        images: Sequence[PublishedImage],
        gathering: dict[Future[PictureEvidence], int],
    ) -> Iterator[ImageReport]:
        """What is said of each picture, in order; judged as their evidence comes in.

        `gathering` has the place of each; it is emptied, so that no picture is kept longer.
        """
        told: dict[int, ImageReport] = {}
        following = 0
        while gathering:
            done, _ = wait(gathering, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=gathering.__getitem__):
                at = gathering.pop(future)
                told[at] = self._told(started, images[at], future)
                while following in told:
                    yield told.pop(following)
                    following += 1

    def _told(
        self, started: Report, image: PublishedImage, gathered: Future[PictureEvidence]
    ) -> ImageReport:
        error = gathered.exception()
        if error is None:
            return self._judge(started, image, gathered.result())
        if isinstance(error, Exception):
            return self.check_words(started, image, _failure(error))
        raise error  # the process is to end

    def _grown(self, started: Report, images: Iterable[ImageReport]) -> Iterator[Report]:
        report = self.finish(started, ())
        yield report
        for image in images:
            report = replace(report, images=(*report.images, image), checked=datetime.now(UTC))
            yield report

    def start(self, article: Article) -> Report:
        """The report on the article itself, its pictures still to come.

        Loads what every picture needs, where threads would: those that start together would each
        compile the same patterns, which took the demo 1.6 s of processor where 0.6 s do.
        """
        if article.language is None and self.config.languages:
            article = replace(article, language=self.config.languages[0])
        started = Report(
            article_in_language(article, self.config.language),
            claims=article_claims(article),
            offline=self.fetcher.offline,
            language=self.config.language,
        )
        _ = self.rules_in_force, self.sources_in_use
        if self.config.jobs > 1:
            credited = (image for image in article.images if image.credit)
            parse_credit("Photo: CC BY 4.0", vocabulary=self.vocabulary)
            if first := next(credited, None):
                self._credit_of(first)
        return started

    def finish(self, started: Report, images: Iterable[ImageReport]) -> Report:
        """The report with its pictures, redacted; `judge` has translated each."""
        report = replace(started, images=tuple(images), checked=datetime.now(UTC))
        return redact(report, self.config)

    def check_image(self, started: Callable[[], Report], image: PublishedImage) -> ImageReport:
        """Check one picture. `started` waits for the report on the article itself."""
        try:
            record = self._evidence(started, image)
        # one picture's trouble must not end the run, nor cost what needs no bytes; it is reported
        except Exception as error:  # noqa: BLE001
            return self.check_words(started(), image, _failure(error))
        return self._judge(started(), image, record)

    def _judge(
        self, started: Report, image: PublishedImage, record: PictureEvidence
    ) -> ImageReport:
        try:
            return self.judge(started.article, image, record, started.claims)
        # as in `check_image`
        except Exception as error:  # noqa: BLE001
            return self.check_words(started, image, _failure(error))

    def _evidence(self, started: Callable[[], Report], image: PublishedImage) -> PictureEvidence:
        """What is known of a picture; its bytes are had before the article is waited for."""
        read = self._pictures.of(image)
        return self.gather(image, read, started().article)

    def check_words(
        self, started: Report, image: PublishedImage, trouble: NotChecked | None = None
    ) -> ImageReport:
        """Check what needs neither the picture nor a source: its caption and its credit.

        `trouble` is why nothing else was checked: the time, where None.
        """
        trouble = trouble or NotChecked(PICTURE, Reason.PENDING, LATE)
        try:
            credit = self._credit_of(image)
            clues = clues_of(image, credit, None, started.article)
            known = file_clues(urls=clues.urls, file_names=clues.file_names, metadata=None)
            evidence = PictureEvidence(clues, credit, None, trouble, file_clues=known)
            return self.judge(started.article, image, evidence, started.claims)
        # as in `check_image`
        except Exception as error:  # noqa: BLE001
            failed = (trouble, _failure(error))
            return redact(ImageReport(image, not_checked=failed), self.config)

    def _credit_of(self, image: PublishedImage) -> Credit | None:
        text = image.credit.text if image.credit else None
        if not text:
            return None
        return parse_credit(text, links=image.credit_links, vocabulary=self.vocabulary)

    def gather(
        self, image: PublishedImage, read: Read, article: Article | None = None
    ) -> PictureEvidence:
        """What is known of the picture itself: its bytes, its credit, its originals."""
        picture, trouble = read
        if picture is not None:
            picture = complete_metadata(picture, image, self.fetcher)
        credit = self._credit_of(image)
        clues = clues_of(image, credit, picture, article)
        held = Held()
        if self.archive is not None:
            held = self.archive.ask(picture, self.vocabulary, quick=self.quick)
        if (
            picture is not None
            and self.cache is not None
            and (known := self.cache.get(picture, clues))
        ):
            return _with_held(known, held)
        picture = self._with_writing(picture)
        found = find_originals(
            clues, picture, self.sources_in_use, self.fetcher, self.config, held=held.originals
        )
        record = PictureEvidence(
            clues=clues,
            credit=credit,
            picture=picture,
            trouble=trouble,
            originals=found.originals,
            lookups=found.lookups,
            file_clues=file_clues(
                urls=clues.urls,
                file_names=clues.file_names,
                metadata=picture.metadata if picture else None,
            ),
            checked=datetime.now(UTC),
        )
        if self.cache is not None:
            self.cache.put(record)
        return _with_held(record, held)

    def _with_writing(self, picture: Picture | None) -> Picture | None:
        """The picture with what is written in it, where something is installed to read it.

        A fast check leaves it to the full one.
        """
        wanted = is_wanted(READS_WRITING, self.config.select, self.config.ignore)
        if picture is None or not wanted:
            return picture
        from provenance.pictures import writing

        if not writing.available():
            return picture
        left = Writing(reason=Reason.PENDING, detail=LATE)
        return replace(picture, writing=left if self.quick else writing.read_writing(picture))

    def judge(
        self, article: Article, image: PublishedImage, record: PictureEvidence, claims: Claims
    ) -> ImageReport:
        """What the rules say of this use of a picture: its caption, in this article."""
        caption = read_claims(
            image.caption.text if image.caption else "",
            published=article.published,
            language=article.language,
            context=claims,
        )
        # only what a caption claims can be contradicted, and reading a text costs
        told = (caption.places or caption.dates) and image.alt != caption.text
        alt = image.alt if told else None
        described = (
            read_claims(alt, published=article.published, language=article.language, context=claims)
            if alt
            else _UNSAID
        )
        trouble = record.trouble
        written = record.picture.writing if record.picture else None
        case = Case(
            article=article,
            image=image,
            credit=record.credit,
            picture=record.picture,
            picture_reason=trouble.reason if trouble else None,
            originals=record.originals,
            lookups=record.lookups,
            caption_claims=caption,
            alt_claims=described,
            article_claims=claims,
            file_claims=embedded_claims(record.picture.metadata) if record.picture else Claims(""),
            writing_claims=read_claims(written.text) if written else _UNSAID,
            file_clues=record.file_clues,
            history=record.history,
            uses_here=uses_here(article, image, record.picture, self.vocabulary, self._shown),
            desk=self.config.desk,
            surface=_surface(image, record.picture),
        )
        return judge(case, self.config, self.rules_in_force, trouble)

    def _read(self, data: bytes, url: str | None) -> Picture:
        def read() -> Picture:
            return read_picture(data, url=url, credentials=True, trust=self.config.credentials)

        picture = self.read_before.of(data, url, read) if self.read_before else read()
        return with_credentials(picture, self.fetcher, self.config)

    def picture_of(self, image: PublishedImage) -> Read:
        """The published picture, or why its bytes could not be had or read."""
        try:
            if image.data is not None:
                return self._read(image.data, image.content_url), None
            if image.content_url is None:
                return None, NotChecked(
                    PICTURE, Reason.NO_LINK, say("the text names a picture but not where it is")
                )
            if not urlsplit(image.content_url).scheme:
                return None, NotChecked(PICTURE, Reason.NO_LINK, _RELATIVE)
            answer = self.fetcher.get(image.content_url, kind="picture")
            return self._read(answer.body, image.content_url), None
        except (NotFetched, UnreadablePicture) as error:
            return None, NotChecked(
                PICTURE,
                error.reason,
                say("the published picture was not read: {why}", why=error.detail),
            )
        # a reader's fault with this file costs no rule that needs no bytes; it is reported
        except Exception as error:  # noqa: BLE001
            detail = say(
                "the published picture was not read: {why}", why=f"{type(error).__name__}: {error}"
            )
            return None, NotChecked(PICTURE, Reason.FAILED, detail)


def _surface(image: PublishedImage, picture: Picture | None) -> Surface | None:
    """What its pixels are like; None where it was not read or lacks nothing."""
    captioned = image.caption or image.structured_caption
    if picture is None or picture.preview is None:
        return None
    if captioned and (image.credit or image.structured_credit):
        return None
    from provenance.pictures.surface import measure_surface

    return measure_surface(picture.preview)


def _with_held(evidence: PictureEvidence, held: Held) -> PictureEvidence:
    """The evidence with what the newsroom's archive gave, which speaks first."""
    return replace(
        evidence,
        originals=(*held.originals, *evidence.originals),
        lookups=(*held.lookups, *held.answering(evidence.lookups)),
        history=held.holdings,
    )


def _failure(error: Exception) -> NotChecked:
    detail = f"this picture could not be checked: {type(error).__name__}: {error}"
    return NotChecked(PICTURE, Reason.FAILED, detail)


def article_claims(article: Article) -> Claims:
    """What the article itself claims: its headline and lead, dateline included."""
    text = "\n".join(part for part in (article.headline, article.lead) if part)
    return read_claims(text, published=article.published, language=article.language)


def clues_of(
    image: PublishedImage,
    credit: Credit | None,
    picture: Picture | None,
    article: Article | None = None,
) -> Clues:
    """All that the page tells about where a picture comes from."""
    own = [
        canonical_url(unwrap_proxies(url)) for url in (image.content_url, *image.candidates) if url
    ]
    linked = [
        canonical_url(unwrap_proxies(url))
        for url in (image.link, *(k.url for k in image.credit_links))
        if url
    ]
    # An archive's address is a clue of its own, beside the address it holds a copy of.
    archived = [k.url for k in image.credit_links if "web.archive.org/" in k.url]
    urls = tuple(dict.fromkeys((*own, *linked, *archived)))
    names = tuple(dict.fromkeys(name for url in own if (name := _file_name(url))))
    headline, published = (article.headline, article.published) if article else (None, None)
    texts = (image.caption and image.caption.text, image.title, image.alt, headline)
    return Clues(
        urls=urls,
        file_names=names,
        credit=credit,
        picture=picture,
        texts=tuple(t for t in texts if t),
        published=published.date() if published else None,
    )


def _file_name(url: str) -> str:
    name = unquote(urlsplit(url).path.rsplit("/", 1)[-1])
    return name if "." in name else ""
