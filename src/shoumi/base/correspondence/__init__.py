"""Letters to many people: by text message, by mail, on paper.

``batches``   letters are queued, printed, posted, come back, and are sent another way
``carriage``  a worker sends what is queued, one by one; each act asks its doors and the gate
``receipts``  what vendors and mail servers say afterwards
``channels``  text messages, mails, pages; the account at a vendor, tried before it is relied on
``queries``   how a batch stands

Whoever writes to people (``batch_writer.Writer``) brings the text, each person's code and whom the
law lets be written to.  No address is kept: it is opened through the gate when its letter goes.
"""
