"""The EU carbon border mechanism as dated rule tables and calculations over them."""
