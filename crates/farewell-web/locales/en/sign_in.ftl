## Signing in, and a forgotten password.

sign-in-title = Sign in
sign-in-identifier = Member ID or e-mail address
sign-in-password = Password
sign-in-button = Sign in
sign-in-forgot = Forgot password?
sign-in-identifier-empty = Type your member ID or e-mail address.
sign-in-password-empty = Type your password.
sign-in-wrong = This member ID or e-mail address and this password do not belong together. Check both and try again.
sign-in-too-often = There were too many attempts in a short time. Wait a few minutes, then try again. Nothing about your account has changed.
sign-in-needed = Sign in to see this page. Afterwards you come straight back to it.
sign-in-expired = Your session has ended because some time has passed. Sign in to go on where you were.
sign-in-signed-out = You are signed out. Sign in to go on.
sign-in-password-changed = The password of this account was changed, so you are signed out. Sign in with the new one.
sign-in-deactivated = This account is deactivated and you are signed out. To come back, or to decide otherwise, sign in.
sign-in-erased = The data of this account has been erased. Nobody can sign in to it any more.

forgot-title = Forgot your password?
forgot-lead = Tell us which account it is, and we send a mail with a link to choose a new password.
forgot-button = Send the mail
forgot-back = Back to sign-in
forgot-too-often = Too many mails were asked for from your connection. Wait a few minutes, then try again.
forgot-sent-title = Check your mail
forgot-sent = If there is an account for what you typed, a mail with instructions is on its way. The link works for 30 minutes.
forgot-sent-again = No mail after a few minutes? Look in the spam folder, or { $link }.
forgot-sent-again-link = ask for another one

reset-title = Choose a new password
reset-lead = When it is saved, all devices are signed out, and you sign in with the new password.
reset-password = New password
reset-hint = At least { $min } characters. A few words in a row are easy to remember. Pasting is fine.
reset-button = Save the new password
reset-gone = It has been used already, or it is older than 30 minutes.
reset-gone-link = Ask for a new link

password-too-short = That password is too short: at least { $min } characters.
password-too-long = That password is too long: { $max } characters at most.
password-common = This password is too easy to guess: it is on the lists that guessers try first, or follows a simple pattern. Choose another one, such as a few words that have nothing to do with each other.
password-own-words = This password is too easy to guess: it is made of your own name or address, or of the site’s name. Choose another one, such as a few words that have nothing to do with you.
