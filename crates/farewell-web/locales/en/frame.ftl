## What every page shares: header, footer, forms, problems.

skip = Skip to the content
menu-account = Account
menu-label = Account menu
menu-sign-in = Sign in
menu-my-account = My account
menu-settings = Account settings
menu-what-now = Come back or leave
menu-sign-out = Sign out
language-name = English
language-label = Language
footer-delete = How to delete your account
footer-support = Questions? Write to { $support }.
footer-help = Help

no-sign-in = Can’t sign in, or no longer have that e-mail address? Write to { $support }. We answer within one month.
no-sign-in-help = You can also look for an answer on { $link }.
no-sign-in-help-link = our help page

error-prefix = Error:
error-summary = There is a problem
field-too-long = “{ $field }” is too long: { $max } characters at most.
field-control = “{ $field }” contains invisible control characters. Remove them and send the form again.

notice-signed-out = You are signed out.
notice-came-back = Your account is back. Sign in again on your other devices.
notice-came-back-link = Your account is back. Sign in with your password, or choose a new one with “Forgot password?”.
notice-left = Nothing has changed: the account stays deactivated. You can still come back by signing in.
notice-erasing = Your data is being erased now. Once that is done, one last mail tells you so.
notice-password-saved = Your new password is saved. Sign in with it.
notice-password-changed = Your new password is saved. All other devices are signed out.
notice-profile-saved = Your changes are saved.

span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }
span-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
  }
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
span-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
  }
