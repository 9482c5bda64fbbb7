# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about campaigns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from shoumi.client import request_types, response_types
from shoumi.client.calls import Calls


class Campaigns(Calls):
    """The part of ``Client`` about campaigns."""

    def notices(self, deal: str) -> Iterator[response_types.Notice]:
        """The approved texts of a deal, the newest first.

        Needs the scope ``campaigns:read``.
        """
        return self._every(response_types.Notice, "deals", deal, "notices")

    def write_notice(
        self,
        deal: str,
        *,
        instrument: str,
        contents: Mapping[str, str],
        categories: Sequence[request_types.CategoryGiven] | None = None,
        key: str | None = None,
    ) -> response_types.NoticeDraft:
        """Write a text for another person to approve.

        ``contents``  what the text says, by name; refused, the names that are missing are told
        ``categories``  of personal data; without them each word of ``contents.categories``, set
            apart by 、, has to be the registered title of a field
        ``instrument``  one of CHANGE_NOTICE, ART22_NOTICE, ART23_SEPARATE_CONSENT,
            ART22_RECONSENT

        Needs the scope ``campaigns:write`` and one of the roles CON, DPO, LEG.
        """
        return self._act(
            response_types.NoticeDraft,
            "deals",
            deal,
            "notices",
            key=key,
            body={"instrument": instrument, "contents": contents, "categories": categories},
        )

    def notice_drafts(self, deal: str) -> Iterator[response_types.NoticeDraft]:
        """The texts of a deal as they were written, the newest first; who wrote one does not
        approve it.

        Needs the scope ``campaigns:read``.
        """
        return self._every(response_types.NoticeDraft, "deals", deal, "notice-drafts")

    def campaigns(self, deal: str) -> Iterator[response_types.Campaign]:
        """The campaigns of a deal, the newest first.

        Needs the scope ``campaigns:read``.
        """
        return self._every(response_types.Campaign, "deals", deal, "campaigns")

    def prepare_campaign(
        self, deal: str, *, notice: str, purpose: str, recipient: str, key: str | None = None
    ) -> response_types.WholeCampaign:
        """Get a campaign ready: one purpose at a time, and each only once.

        ``recipient``  a party of the deal
        ``purpose``  one of SUCCESSION, PROVISION, NEW_PURPOSE

        Needs the scope ``campaigns:write`` and the role DPO.
        """
        return self._act(
            response_types.WholeCampaign,
            "deals",
            deal,
            "campaigns",
            key=key,
            body={"notice": notice, "purpose": purpose, "recipient": recipient},
        )

    def campaign(self, campaign: str) -> response_types.WholeCampaign:
        """One campaign with its counts.

        Needs the scope ``campaigns:read``.
        """
        return self._one(response_types.WholeCampaign, "campaigns", campaign)

    def answers(self, campaign: str) -> Iterator[response_types.Answer]:
        """Everyone who was asked or told, with what each said, in order of invitation; refused
        while nothing of the deal may be read, with the ``demands`` that shut it.

        Needs the scope ``campaigns:read`` and one of the roles AUD, CON, CS, DPO, HEAD, LEG,
        SUP.
        """
        return self._every(response_types.Answer, "campaigns", campaign, "answers")

    def approve_notice(self, notice: str, *, key: str | None = None) -> response_types.Notice:
        """Approve a text that another person wrote; its paper is made and kept sealed.

        Needs the scope ``campaigns:write`` and one of the roles DPO, HEAD, LEG.
        """
        return self._act(response_types.Notice, "notices", notice, "approve", key=key)

    def return_notice(self, notice: str, *, key: str | None = None) -> response_types.NoticeDraft:
        """Return a text to its writer, or take one's own back.

        Needs the scope ``campaigns:write`` and one of the roles CON, DPO, HEAD, LEG.
        """
        return self._act(response_types.NoticeDraft, "notices", notice, "return", key=key)

    def dispatch_campaign(
        self,
        campaign: str,
        *,
        task: str,
        sms: bool | None = None,
        mail: bool | None = None,
        post: bool | None = None,
        key: str | None = None,
    ) -> response_types.WholeCampaign:
        """Check everything, open the window, and queue a letter to each person.

        Needs the scope ``campaigns:write`` and one of the roles CS, DPO, OPS.
        """
        return self._act(
            response_types.WholeCampaign,
            "campaigns",
            campaign,
            "dispatch",
            key=key,
            body={"task": task, "sms": sms, "mail": mail, "post": post},
        )

    def resend_campaign(
        self,
        campaign: str,
        *,
        task: str,
        sms: bool | None = None,
        mail: bool | None = None,
        post: bool | None = None,
        doubtful: bool | None = None,
        key: str | None = None,
    ) -> response_types.WholeCampaign:
        """Send another letter, another way, to those whose last did not arrive.

        Needs the scope ``campaigns:write`` and one of the roles CS, DPO, OPS.
        """
        return self._act(
            response_types.WholeCampaign,
            "campaigns",
            campaign,
            "resend",
            key=key,
            body={"task": task, "sms": sms, "mail": mail, "post": post, "doubtful": doubtful},
        )

    def posted_campaign(
        self, campaign: str, *, key: str | None = None
    ) -> response_types.WholeCampaign:
        """Record that the printed letters are with the post.

        Needs the scope ``campaigns:write`` and one of the roles CS, DPO, OPS.
        """
        return self._act(response_types.WholeCampaign, "campaigns", campaign, "posted", key=key)

    def close_campaign(
        self, campaign: str, *, key: str | None = None
    ) -> response_types.WholeCampaign:
        """End the window; who was silent has said no.

        Needs the scope ``campaigns:write`` and the role DPO.
        """
        return self._act(response_types.WholeCampaign, "campaigns", campaign, "close", key=key)

    def remind_letters_campaign(
        self,
        campaign: str,
        *,
        task: str,
        sms: bool | None = None,
        mail: bool | None = None,
        post: bool | None = None,
        key: str | None = None,
    ) -> response_types.WholeCampaign:
        """Send the one reminder to those who have not answered.

        Needs the scope ``campaigns:write`` and one of the roles CS, DPO.
        """
        return self._act(
            response_types.WholeCampaign,
            "campaigns",
            campaign,
            "remind-letters",
            key=key,
            body={"task": task, "sms": sms, "mail": mail, "post": post},
        )

    def revise_campaign(
        self, campaign: str, *, notice: str, since: date, key: str | None = None
    ) -> response_types.WholeCampaign:
        """Put another approved text in place of the campaign's from a day on.

        Needs the scope ``campaigns:write`` and the role DPO.
        """
        return self._act(
            response_types.WholeCampaign,
            "campaigns",
            campaign,
            "revise",
            key=key,
            body={"notice": notice, "since": since},
        )

    def supersede_campaign(
        self, campaign: str, *, key: str | None = None
    ) -> response_types.WholeCampaign:
        """Supersede the consents whose terms changed, or tell people of the change.

        Needs the scope ``campaigns:write`` and the role DPO.
        """
        return self._act(response_types.WholeCampaign, "campaigns", campaign, "supersede", key=key)
