## How to delete your account: short version, long version.

help-title = How to delete your account
help-lead = Leaving takes two short forms. You can come back for a while, and then your data is really erased. The short version is for people who know their way; the long version explains every step.
help-short = The short version
help-long = The long version

help-short-1 = Sign in with your member ID or e-mail and your password.
help-short-2 = Open My account in the menu under your name.
help-short-3 = Choose Account settings.
help-short-4 = Choose Edit profile.
help-short-5 = Choose Deactivate account.
help-short-6 = Type your member ID or e-mail, and the words: Deactivate my account.
help-short-7 = Choose a reason, or skip it.
help-short-8 = Press the orange button, Deactivate my account.

help-sign-in-title = Sign in
help-sign-in = At the top right of every page is the Account menu. Open it and choose Sign in, then type your member ID or your e-mail address, and your password. Both ways lead to the same account.
help-sign-in-forgot = If the password won’t come to mind, choose “Forgot password?” on the same page. We send a mail with a link; it leads to a page where you choose a new password. The link works for 30 minutes and only once.

help-way-title = Find the way to your profile
help-way = Once you are signed in, your name stands where Account stood. Open that menu and choose My account. There, choose Account settings, and then Edit profile. “Deactivate account” stands at the top right of your profile, and once more at its end.

help-you-title = Step 1 of 2: confirm it’s you
help-you-outlook = The page first shows what will happen to your data, with the numbers of your own account, in three groups. “Deleted” is what we erase. “Stays without your name” is what other people rely on, such as a review: it stays, but nobody can tell any more that it came from you. “Kept by law” is what we have to keep, such as invoices, and until when.
help-you-date = Below it stands the date on which your data is erased.
help-you-fields = Then there are two fields. In the first, type your member ID or e-mail address. In the second, type the words “Deactivate my account”. Capitals don’t matter, and you can paste them. If you signed in a while ago, the page asks for your password once more. If something doesn’t match, the page says so, and nothing has changed.

help-why-title = Step 2 of 2: why you are leaving
help-why = We ask for your reason, because it shows us what to improve. Choose one of the nine, choose “I’d rather not say”, or leave it all empty. You may add a comment. Neither is needed to go on. After erasure your answer is kept without any link to you.

help-button-title = The orange button
help-button = Above the button you read once more until when you can come back. Press “Deactivate my account”. You are signed out at once, on every device, and you see a page with the date. A mail tells you the same. From then on we write only about this account.

help-back-title = If you need the account again
help-back = After { $span } your data is erased. Until then you can come back: sign in as usual, or use the link in our mail. Both show you a choice: come back, leave it as it is, or erase now. Nothing is cancelled behind your back: if you close the page, everything stays as it was.
help-back-now = If you don’t want to wait, choose “Erase now” there and type your password. If the password or the e-mail address was changed a short while ago, this waits for 72 hours, so that nobody else can erase your data.

help-erased-title = What happens on the date
help-erased = We erase your data from our databases and then look through them again to see that nothing was left. A last mail tells you about it; once it is delivered, we delete your address too. After that nobody can sign in to the account or restore it, and neither can we.
help-erased-backups = After { $span } the data is gone from our backups as well.

help-stuck-title = If you can’t get in

