"""What people hold: invitations, sign-in sheets and agenda tables in; attendance lists, agendas and minutes out."""
