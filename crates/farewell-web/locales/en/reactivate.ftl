## Needed again: the choice of a deactivated member.

reactivate-title = Your account is deactivated. What now?
reactivate-lead = It was deactivated on { $since }. On { $erase_date } we erase its data. You can come back until the end of { $last_day }.
reactivate-lead-moment = It was deactivated on { $since }. On { $erase_date } at { $erase_time } we erase its data. Until then you can come back.
reactivate-return = Come back
reactivate-return-about = Your account works again at once, and the erasure is called off.
reactivate-leave = Leave it as it is
reactivate-leave-about = Nothing changes: the account stays deactivated until the date above.
reactivate-erase = Erase now
reactivate-erase-title = Don’t want to wait?
reactivate-erase-about = This cannot be undone. Type your password to erase your data now.
reactivate-password = Password
reactivate-password-missing = Type your password, so that nobody else can erase your data.
reactivate-password-wrong = That is not the password of this account. Nothing has changed.
reactivate-wait = The password or the e-mail address of this account was changed a short while ago. For your safety, erasing now is possible from { $date }, { $time } on. Nothing has changed.
reactivate-held = This account cannot be erased at the moment, because the operator has to keep it for a while. Questions: { $support }. Nothing has changed.
reactivate-choice-missing = Choose what to do with your account.
reactivate-gone = It has been used already, its time has run out, or the account is active again.
reactivate-gone-link = Sign in to see how things stand
