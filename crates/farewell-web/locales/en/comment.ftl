## Comments below the help page.

comments-title = Comments
comments-lead = How did it go? What was missing here? Share your thoughts; they appear after we have read them.
comment-body = Your comment
comment-hint = Everybody can read it here, so please leave out addresses and phone numbers. { $max } characters at most.
comment-name = Your name (optional)
comment-button = Send the comment
comment-visitor = A visitor
comment-empty = Write your comment first.
comment-too-often = Too many comments came in at once. Nothing you typed is lost; wait a few minutes and send it again.
notice-comment-taken = Thank you. Your comment appears here after we have read it.
