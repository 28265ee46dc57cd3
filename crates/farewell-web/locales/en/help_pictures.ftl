## What the pictures of the long version tell those who cannot see them.

help-pictures-note = The pictures were taken in a sample shop: names, colors and dates are different here.
help-picture-menu = The top of a page: at the right the Account menu hangs open, with Sign in as its only choice.
help-picture-sign-in = The sign-in form: two fields, the button “Sign in”, and under it the button “Forgot password?”.
help-picture-menu-of-a-member = The same menu of a member: it bears the member’s name and offers My account, Account settings and Sign out.
help-picture-profile = The top of the profile, with the red link “Deactivate account” at the right.
help-picture-outlook = A table in three groups, Deleted, Stays without your name, and Kept by law, each line with a number. Below it, set off, the date of erasure and the last day to come back.
help-picture-you = Two fields, both filled in: a member ID, and the words “Deactivate my account”, which also stand above their field. Below them the button “Continue”.
help-picture-reason = Ten round choices, one below the other: nine reasons, and last “I’d rather not say”. Under the chosen one, too many e-mails, stands another way to stop them.
help-picture-button = The box “Before you say goodbye” with the last day to come back, and under it the orange button “Deactivate my account”.
help-picture-goodbye = The goodbye page: the account is deactivated, and the date of erasure stands there in large letters.
help-picture-choice = The choice after signing in: the buttons “Come back” and “Leave it as it is”; further down a password field and the button “Erase now”.
