## The demo's sample shop and its outbox; a plain start page without a shop.

home-title = Your account
home-lead = Sign in at { $brand }, change your profile, or leave.

shop-title = A small sample shop
shop-lead = This is a sample shop with made-up members. Sign in as one of them, leave, and watch the person disappear from these pages.
shop-try = Sign in, or see the mails in the { $link }.
shop-try-link = outbox
shop-products = Some of our products
shop-price = { $amount } { $currency }
shop-reviews = Reviews
shop-review-count = { $count ->
    [0] No reviews yet
    [one] { $number } review
   *[other] { $number } reviews
  }
shop-no-reviews = Nobody has reviewed this product yet.
shop-rating = { $stars } out of 5
shop-former = Former member
shop-back = All products

member-since = Member since { $date }
member-no-reviews = No reviews yet.
member-gone-title = This member is not here
member-gone = There is no member by this name, or they have left.

outbox-title = Outbox
outbox-lead = The demo sends no mail. What it would have sent stands here, the newest first, until the demo stops.
outbox-empty = Nothing has been sent yet. Ask for a new password, or deactivate an account.
outbox-to = To: { $address }
