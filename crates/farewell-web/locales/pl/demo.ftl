## Przykładowy sklep i skrzynka nadawcza; zwykła strona główna bez sklepu.

home-title = Twoje konto
home-lead = Zaloguj się w serwisie { $brand }, zmień profil albo zrezygnuj z konta.

shop-title = Mały sklep na próbę
shop-lead = To przykładowy sklep ze zmyślonymi osobami. Zaloguj się jako jedna z nich, odejdź i zobacz, jak ta osoba znika z tych stron.
shop-try = Zaloguj się albo zajrzyj do { $link }.
shop-try-link = skrzynki nadawczej
shop-products = Kilka naszych produktów
shop-price = { $amount } { $currency }
shop-reviews = Opinie
shop-review-count = { $count ->
    [0] Brak opinii
    [one] { $number } opinia
    [few] { $number } opinie
    [many] { $number } opinii
   *[other] { $number } opinii
  }
shop-no-reviews = Nikt jeszcze nie ocenił tego produktu.
shop-rating = { $stars } na 5
shop-former = Konto usunięte
shop-back = Wszystkie produkty

member-since = Konto od { $date }
member-no-reviews = Na razie brak opinii.
member-gone-title = Tej osoby tu nie ma
member-gone = Nie ma konta o takiej nazwie albo zostało zamknięte.

outbox-title = Skrzynka nadawcza
outbox-lead = Wersja demonstracyjna nie wysyła e-maili. To, co by wysłała, znajdziesz tutaj, od najnowszych, do chwili jej wyłączenia.
outbox-empty = Nic jeszcze nie wysłano. Poproś o nowe hasło albo dezaktywuj konto.
outbox-to = Do: { $address }
