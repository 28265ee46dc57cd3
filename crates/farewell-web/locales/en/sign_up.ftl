## Signing up, and confirming an e-mail address: pages and mails.

menu-sign-up = Sign up

sign-up-title = Sign up
sign-up-lead = We send a mail with a link to your address. Once you have confirmed the address, your account is ready.
sign-up-username-hint = { $min } to { $max } letters and digits; “.”, “_” and “-” may stand between them.
sign-up-button = Sign up
sign-up-have-account = Have an account already? { $link }
sign-up-no-account = No account yet? { $link }
sign-up-username-empty = Choose a member ID.
sign-up-username-short = This member ID is too short: at least { $min } characters.
sign-up-username-long = This member ID is too long: { $max } characters at most.
sign-up-username-characters = A member ID holds letters and digits, with a single “.”, “_” or “-” between them. Spaces and other characters cannot be used.
sign-up-username-address = A member ID must not look like an address. Your e-mail address goes into its own field.
sign-up-username-taken = Somebody has this member ID already. Choose another one.
sign-up-too-often = There were too many sign-ups from your connection. Wait a few minutes, then try again.
sign-up-sent = A mail is on its way to the address you typed. Follow the link in it to confirm the address; the link works for 24 hours.
sign-up-sent-again-link = fill in the form again

confirm-title = Confirm your e-mail address
confirm-sign-up-lead = One more step: confirm your address, and your account is ready.
confirm-sign-up-button = Confirm and create the account
confirm-email-lead = Once it is confirmed, we write to this address about your account.
confirm-email-button = Confirm this address
confirm-gone = It has been used already, or it is older than 24 hours. If your address is confirmed, just sign in.
confirm-gone-link = Go to sign-in
confirm-username-taken = Somebody else was quicker: the member ID you chose is taken by now. Sign up once more with another one.
confirm-username-taken-link = Sign up again
confirm-email-taken = There is an account with this e-mail address by now. Sign in to it, or choose a new password with “Forgot password?”.

notice-signed-up = Your address is confirmed and your account is ready. Sign in.
notice-email-confirmed = Your e-mail address is confirmed.
notice-email-waits = Your changes are saved. The new e-mail address takes effect once you confirm it: a mail with a link is on its way to it.
notice-email-sent = A mail with a link is on its way.
notice-email-given-up = The new e-mail address is withdrawn. Everything stays as it was.

profile-email-hint = A new address takes effect once you confirm it.
profile-email-waiting = Waiting for confirmation: { $email }. The link in our mail works for 24 hours.
profile-email-send = Send a link to confirm it
profile-email-send-again = Send the link again
profile-email-give-up = Withdraw the new address
profile-email-too-often = Too many mails were asked for. Wait a few minutes, then try again.

mail-sign-up-subject = Confirm your e-mail address for { $brand }
mail-sign-up-asked = Someone, most likely you, is creating an account at { $brand } with this address. Confirm it here, and the account is ready:
mail-sign-up-link = Confirm the address
mail-sign-up-validity = The link works for 24 hours and only once. If it wasn’t you, there is nothing to do: without the link no account is made.

mail-already-subject = You already have an account at { $brand }
mail-already-told = Someone, most likely you, wanted to create an account at { $brand } with this address. It already belongs to an account, so nothing has changed. Sign in here:
mail-already-link = Sign in
mail-already-forgot = To set a new password, choose “Forgot password?” on the same page. If it wasn’t you, there is nothing to do.

mail-confirm-asked = This address was entered for a { $brand } account. If it was you, confirm it here; until then everything stays as it was:
mail-confirm-validity = The link works for 24 hours and only once. If it wasn’t you, there is nothing to do.

mail-in-use-subject = Your e-mail address at { $brand }
mail-in-use-told = Someone entered this address for another { $brand } account. It already belongs to yours, so nothing has changed.
mail-in-use-one = An address can belong to one account only. If it wasn’t you, there is nothing to do.

mail-change-subject = A new e-mail address for your { $brand } account
mail-change-asked = A new e-mail address was entered for your { $brand } account. It takes effect once it is confirmed from the new mailbox; until then this one stays.
mail-change-else = If it wasn’t you, somebody is in your account: sign in and choose a new password. That withdraws the new address too.

mail-changed-subject = The e-mail address of your { $brand } account has changed
mail-changed-done = Your { $brand } account has a new e-mail address, confirmed just now. From now on we write there.
mail-changed-else = If it wasn’t you, write to us at once.
