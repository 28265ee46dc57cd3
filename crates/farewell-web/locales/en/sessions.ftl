## The devices on which a member is signed in.

settings-sessions = Signed-in devices
settings-sessions-about = See where you are signed in, and sign out there
sessions-title = Signed-in devices
sessions-lead = Every browser in which somebody is signed in to your account.
sessions-this = this device
sessions-since = Signed in on { $date } at { $time }
sessions-sign-out = Sign out
sessions-sign-out-others = Sign out everywhere else
sessions-only-this = You are signed in nowhere else.
sessions-unknown = You don’t recognize a device? Sign it out, then { $link }.
sessions-unknown-link = change your password
device-browser-system = { $browser } on { $system }
device-system = A browser on { $system }
device-unknown = Another device
sign-in-signed-out-elsewhere = This device was signed out from another one. Sign in to go on.
notice-device-signed-out = That device is signed out.
notice-others-signed-out = All other devices are signed out.
