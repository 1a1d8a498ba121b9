"""Wagtail (extra `wagtail`): checks on save, a panel, a gate on publishing.

Set-up, in the site's settings:

    INSTALLED_APPS = ["provenance.hooks.wagtail", …, "wagtail", …]       # before "wagtail"
    MIDDLEWARE = [… , "provenance.hooks.wagtail.middleware.BlockedMiddleware"]
    PROVENANCE_WAGTAIL = {"config": "/etc/newsroom/provenance.toml"}     # all keys: see `settings`

then `manage.py migrate`, and give the groups that may override the permission "Can override a
picture check". To show the verdict in the editor, add the panel to a page model:

    from provenance.hooks.wagtail.panels import PicturesPanel
    content_panels = [*Page.content_panels, …, PicturesPanel()]

Saving a page waits for nothing: the check runs in the background of the process that saved it. A
check that was cut short, because that process ended, is made up for when the page is saved again
or published. Publishing waits for its check (setting `wait`); a check that fails for a reason of
its own only warns.

Where each way to publish is stopped:

* the editor's Publish button: the hook `before_publish_page` keeps the draft and says why in two
  sentences;
* bulk publishing: the hook `before_bulk_action` names every page that is blocked and publishes
  none of them;
* `revision.publish()`, workflow approval, `page.save()`, and whatever else puts a page live: the
  signal `pre_save` of
  every page model refuses a page that is about to go live (`gate.PicturesBlocked`, a
  `ValidationError`); no model
  needs to be changed and nothing of Wagtail is patched. The middleware turns it into a message in
  the admin;
* `publish_scheduled`: this app's command of that name holds what may not go live and runs
  Wagtail's for the rest,
  which is why the app stands before "wagtail";
* `gate.CheckedPage` is a mixin for page models that asks before Wagtail changes anything, and
  outside of the
  transaction; it also holds a scheduled revision where another app's `publish_scheduled` runs.

Not stopped: `Page.objects.filter(…).update(live=True)` and raw SQL, which send no signal.
"""

from __future__ import annotations
