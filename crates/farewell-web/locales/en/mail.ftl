## The mails. Plain paragraphs; a link stands in a line of its own after them.

mail-hello = Hello,
mail-questions = Questions: { $support }
mail-sign = { $brand }

mail-reset-subject = Choose a new password for { $brand }
mail-reset-asked = Someone asked for a new password for your { $brand } account. If it was you, choose it here:
mail-reset-link = Choose a new password
mail-reset-validity = The link works for 30 minutes and only once. If it wasn’t you, there is nothing to do: your password stays as it is.

mail-deactivated-subject = Your { $brand } account is deactivated
mail-deactivated-done = Your account is deactivated, and you are signed out on all devices. We erase your data on { $erase_date }.
mail-deactivated-done-moment = Your account is deactivated, and you are signed out on all devices. We erase your data on { $erase_date } at { $erase_time }.
mail-deactivated-back = You can come back until the end of { $last_day }:
mail-deactivated-back-moment = Until then you can come back:
mail-deactivated-else = Or sign in as usual; we ask before anything changes. Wasn’t this you? Come back through the link and set a new password.
mail-deactivated-mails = Until then we write to you only about this account.
mail-come-back-link = Come back

mail-reminder-subject = We erase your data on { $erase_date }
mail-reminder-since = On { $since } your { $brand } account was deactivated. On { $erase_date } we erase its data. If that is what you want, there is nothing to do.
mail-reminder-since-moment = On { $since } your { $brand } account was deactivated. On { $erase_date } at { $erase_time } we erase its data. If that is what you want, there is nothing to do.
mail-reminder-back = To keep the account, come back by the end of { $last_day }, here or by signing in as usual:
mail-reminder-back-moment = To keep the account, come back before that time, here or by signing in as usual:
mail-reminder-final = After that nobody can restore it, and neither can we.
mail-reminder-kept = We keep only what the law requires:

mail-reactivated-subject = Your { $brand } account is back
mail-reactivated-done = Your account works again, and the erasure is called off. Sign in again on your other devices:
mail-reactivated-link = Sign in
mail-reactivated-else = Wasn’t this you? Choose a new password at once, with “Forgot password?” on the same page.

mail-erased-subject = Your data has been erased
mail-erased-clean = We have erased the data of your { $brand } account and then looked through our databases again: nothing was left. Nobody can sign in to it any more.
mail-erased-left = We have erased the data of your { $brand } account and then looked through our databases again: { $count ->
    [one] one place is
   *[other] { $number } places are
  } still being looked at. Nobody can sign in to the account any more.
mail-erased-kept = We still keep what the law requires:
mail-erased-backups = Copies in our backups are gone by { $date } at the latest.
mail-erased-last = This is our last message: once it is delivered, we delete this address too.

mail-kept-line = { $label }: { $number }, until { $date }. { $because }
mail-kept-line-open = { $label }: { $number }. { $because }
