## Pages that say what went wrong.

problem-home = Go to the start page

problem-400-title = That request was not complete
problem-400 = Your browser sent something this page cannot read. Go back, reload the page and send the form again. Nothing has changed.
problem-403-title = This came from another site
problem-403 = The form was sent from a page that is not ours, so we did not act on it. Nothing has changed. Open the page here and try again.
problem-404-title = There is no page here
problem-404 = The address may be mistyped, or what stood here is gone.
problem-405-title = This page cannot do that
problem-405 = The page is there, but not for this kind of request. Open it from its link and try again. Nothing has changed.
problem-413-title = That was too much at once
problem-413 = What was sent is larger than this form can take. Shorten it and send it again. Nothing has changed.
problem-410-title = This link no longer works
problem-500-title = Something went wrong on our side
problem-500 = It is not your doing. Wait a moment and try again. If it stays this way, write to { $support }.
problem-503-title = We cannot do this right now
problem-503 = Part of our system does not answer. Nothing is lost; please try again in a few minutes. If it is urgent, write to { $support }.
