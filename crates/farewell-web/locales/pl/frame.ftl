## To, co wspólne dla wszystkich stron: nagłówek, stopka, formularze, błędy.

skip = Przejdź do treści
menu-account = Konto
menu-label = Menu konta
menu-sign-in = Zaloguj się
menu-my-account = Moje konto
menu-settings = Ustawienia konta
menu-what-now = Przywróć lub usuń konto
menu-sign-out = Wyloguj się
language-name = Polski
language-label = Język
footer-delete = Jak usunąć konto
footer-support = Masz pytania? Napisz: { $support }.
footer-help = Pomoc

no-sign-in = Nie możesz się zalogować lub nie masz już dostępu do tej skrzynki? Napisz: { $support }. Odpowiemy w ciągu miesiąca.
no-sign-in-help = Odpowiedzi możesz też poszukać na { $link }.
no-sign-in-help-link = naszej stronie pomocy

error-prefix = Błąd:
error-summary = Wystąpił problem
field-too-long = Za długi tekst w polu „{ $field }”: najwyżej { $max } znaków.
field-control = W polu „{ $field }” są niewidoczne znaki sterujące. Usuń je i wyślij formularz jeszcze raz.

notice-signed-out = Wylogowano.
notice-came-back = Konto zostało przywrócone. Na innych urządzeniach trzeba zalogować się ponownie.
notice-came-back-link = Konto zostało przywrócone. Zaloguj się swoim hasłem albo ustaw nowe, wybierając „Nie pamiętasz hasła?”.
notice-left = Nic się nie zmieniło: konto pozostaje dezaktywowane. Nadal możesz je przywrócić, logując się.
notice-erasing = Usuwamy teraz twoje dane. Gdy skończymy, wyślemy ostatnią wiadomość.
notice-password-saved = Nowe hasło zostało zapisane. Użyj go, aby się zalogować.
notice-password-changed = Nowe hasło zostało zapisane. Wszystkie inne urządzenia zostały wylogowane.
notice-profile-saved = Zmiany zostały zapisane.

# W miejscowniku, bo zawsze po „Po …”.
span-days = { $count ->
    [one] { $count } dniu
   *[other] { $count } dniach
  }
span-hours = { $count ->
    [one] { $count } godzinie
   *[other] { $count } godzinach
  }
span-minutes = { $count ->
    [one] { $count } minucie
   *[other] { $count } minutach
  }
span-seconds = { $count ->
    [one] { $count } sekundzie
   *[other] { $count } sekundach
  }
