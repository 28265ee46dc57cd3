## My account, settings, profile, password.

account-title = My account
account-lead = Signed in as { $name }.
account-settings-about = Your profile, your password, and leaving

settings-title = Account settings
settings-lead = Choose what you would like to change.
settings-profile = Edit profile
settings-profile-about = Name, gender, e-mail address, language
settings-password = Change password
settings-password-about = Signs out all other devices
settings-back = Back to My account

profile-title = Edit profile
profile-lead = What we know about you, and what we call you.
profile-username = Member ID
profile-name = Name
profile-gender = Gender
profile-gender-woman = Woman
profile-gender-man = Man
profile-gender-another = Another
profile-gender-unsaid = I’d rather not say
profile-email = E-mail address
profile-email-unconfirmed = This address has not been confirmed.
profile-language = Language of our mails
profile-language-unset = No choice
profile-button = Save changes
profile-back = Back to Account settings
profile-deactivate = Deactivate account
profile-deactivate-about = Your data is erased { $span } later
profile-name-empty = Type your name.
profile-name-invalid = This name cannot be used. Type it without special characters.
profile-email-empty = Type your e-mail address.
profile-email-invalid = That does not look like an e-mail address. It should look like anna@example.com.
profile-choice-invalid = “{ $field }”: choose one of the answers listed.

password-title = Change password
password-lead = When it is saved, all your other devices are signed out.
password-current = Current password
password-current-wrong = That is not your current password. Nothing has changed.
password-button = Save the new password

account-public-page = Your public page
account-public-page-about = What others see of you in the shop
